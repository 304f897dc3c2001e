"""One run of one server: started cold, warmed up, measured, disturbed, stopped. Prints a line of JSON.

usage: one.py SERVER --work W --sites N --folder F [--seconds S] [--warm-up S] [--connections C] [--events add,kill]
"""
import argparse
import json
import os
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from measure import free_port  # noqa: E402
from peers import clients, events, family  # noqa: E402
from peers.every import SERVERS  # noqa: E402

PATIENCE = 120


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("server")
    parser.add_argument("--work")
    parser.add_argument("--sites", type=int)
    parser.add_argument("--folder")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--warm-up", type=float, default=8)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--events", default="")
    return parser.parse_args()


def started(server):
    """Seconds until the first and the last site answered, and the CPU that took."""
    start = time.monotonic()
    server.launch()
    moments = clients.all_answers(server.port, server.sites, PATIENCE, server.is_alive)
    cpu = sum(family.cpu().values())
    return {"cold_first_s": round(min(moments) - start, 3), "cold_s": round(max(moments) - start, 3), "cold_cpu_s": round(cpu, 2),
            "idle_mib": round(family.memory()[0], 1)}


def warm_up(server, given):
    """Django's page is too slow to warm up a front in seconds, so that gets requests that Django does not see."""
    if server.compiles:
        path = "/warm" if given.work == "django" else "/"
        clients.wrk(server.port, server.sites, given.warm_up, given.connections, path)
    clients.wrk(server.port, server.sites, 1, given.connections)


def loaded(server, given):
    """CPU, rate and memory under wrk; the JIT compilers' CPU is told apart from the rest."""
    warm_up(server, given)
    before = family.cpu()
    figures = clients.wrk(server.port, server.sites, given.seconds, given.connections)
    spent = family.cpu()
    spent.subtract(before)
    programs = {program: round(cpu * 1e6 / figures["requests"], 2) for program, cpu in spent.items() if cpu > 0}
    jit = programs.pop("JIT", 0)
    mib, processes = family.memory()
    return {**figures, "cpu_us": round(sum(programs.values()), 2), "jit_us": jit, "programs": programs,
            "mib": round(mib, 1), "mib_site": round(mib / server.sites, 2), "processes": processes}


def run(server, given):
    result = {"server": given.server, "work": given.work, "sites": given.sites, "load": round(os.getloadavg()[0], 1)}
    wanted = given.events.split(",")
    try:
        server.prepare()
        result.update(started(server))
        result.update(loaded(server, given))
        if "kill" in wanted and not server.one_process:
            result["kill"] = events.killed(server)
        if "add" in wanted:
            result["add"] = events.added(server)
    except (RuntimeError, OSError) as fault:
        result["fault"] = "%s: %s" % (fault, server.output())
    finally:
        server.stop()
    return result


def main():
    given = options()
    family.adopt()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    server = SERVERS[given.server](given.folder, free_port(), given.sites, given.work)
    print(json.dumps(run(server, given)), flush=True)


if __name__ == "__main__":
    main()
