"""What happens under load: a site is added; the process of one site is killed."""
import contextlib
import http.client
import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from .clients import ask, first_answer, process_of
from .paced import Paced

RATES = {"jvm": 300, "hop": 300, "django": 150}
BEFORE, AFTER = 1.0, 2.0
PATIENCE = 60


def told(records, since):
    """Which requests failed, and how long the others took from then on."""
    failed = Counter(outcome for _, _, outcome, _ in records if outcome != "ok")
    times = sorted(took for start, _, _, took in records if start >= since) or [0]
    return {"requests": len(records), "failed": sum(failed.values()), "outcomes": dict(failed),
            "slowest_ms": round(times[-1] * 1000, 1), "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 1)}


def added(server):
    """Seconds from the administrator's command to the new site's first answer, and what the others felt."""
    sites = range(1, server.sites + 1)
    before = {number: process_of(server.port, number) for number in sites}
    client = Paced(server.port, server.sites, RATES[server.work])
    time.sleep(BEFORE)
    start, moment = time.monotonic(), time.time()
    server.add(server.sites + 1)
    first_answer(server.port, server.sites + 1, PATIENCE)
    took = time.monotonic() - start
    time.sleep(AFTER)
    records = client.stop()
    restarted = sum(process_of(server.port, number) != before[number] for number in sites)
    return {"seconds": round(took, 3), "restarted": restarted, **told(records, moment)}


def killed(server):
    """kill -9 of the process of the first site, while two requests that take a second are in it."""
    client = Paced(server.port, server.sites, RATES[server.work])
    time.sleep(BEFORE)
    victim = process_of(server.port, 1)
    with ThreadPoolExecutor(2) as pool:
        in_flight = [pool.submit(slow, server.port) for _ in range(2 if server.python_sites else 0)]
        time.sleep(0.3)
        moment = time.time()
        os.kill(int(victim), signal.SIGKILL)
        took = first_answer(server.port, 1, PATIENCE, other_than=victim, pause=0.005)
        outcomes = [one.result() for one in in_flight]
    time.sleep(AFTER)
    records = client.stop()
    others = [record for record in records if record[1] != 1]
    return {"seconds": round(took, 3), "failed_of_others": told(others, moment)["failed"], "in_flight": outcomes, **told(records, moment)}


def slow(port):
    with contextlib.suppress(OSError, http.client.HTTPException):
        return str(ask(port, 1, "/slow")[0])
    return "cut"
