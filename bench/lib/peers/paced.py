"""A client that asks at a steady pace, checks each answer, and says which failed.

As a program: paced.py PORT SITES RATE, until it gets a SIGTERM; then a line of JSON a request: seconds, site, outcome, duration.
"""
import asyncio
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time

CONNECTIONS = 16
PATIENCE = 10


class Lane:
    """One connection, opened anew when the server has closed it between two requests."""

    def __init__(self, port):
        self.port, self.reader, self.writer, self.used = port, None, None, False

    async def ask(self, site):
        try:
            return await asyncio.wait_for(self.exchange(site), PATIENCE)
        except TimeoutError:
            return self.lost("no answer in %d s" % PATIENCE)
        except ConnectionRefusedError:
            return self.lost("refused")
        except (OSError, asyncio.IncompleteReadError, ValueError) as fault:
            if self.used and not getattr(fault, "partial", b"") and not self.answered:
                self.lost("")
                return await self.ask(site)  # it was closed while nothing was asked
            return self.lost("cut")

    async def exchange(self, site):
        self.answered = False
        if self.writer is None:
            self.used = False
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(b"GET / HTTP/1.1\r\nHost: %s.test\r\n\r\n" % site)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        self.answered = self.used = True
        length = re.search(rb"\r\ncontent-length: *(\d+)\r", head)
        body = await self.reader.readexactly(int(length.group(1))) if length else b""
        if not length or b"\r\nconnection: close" in head:
            self.lost("")
        status = int(head.split(b" ", 2)[1])
        if status != 200:
            return "status %d" % status
        return "ok" if site in body else "not this site's answer"

    def lost(self, outcome):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None
        return outcome


async def lane(port, sites, rate, stop, records, number):
    client, due = Lane(port), time.monotonic() + number / rate
    while not stop.is_set():
        await asyncio.sleep(max(0, due - time.monotonic()))
        site, start = next(sites), time.time()
        outcome = await client.ask(b"s%03d" % site)
        records.append((start, site, outcome, time.time() - start))
        due = max(due + CONNECTIONS / rate, time.monotonic() - 1)


async def run(port, count, rate):
    stop, records = asyncio.Event(), []
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print("ready", flush=True)
    sites = itertools.cycle(range(1, count + 1))
    await asyncio.gather(*(lane(port, sites, rate, stop, records, number) for number in range(CONNECTIONS)))
    print("\n".join(map(json.dumps, records)))


class Paced:
    """The client in a process and session of its own."""

    def __init__(self, port, sites, rate):
        command = [sys.executable, os.path.abspath(__file__), str(port), str(sites), str(rate)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.process.stdout.readline()

    def stop(self):
        """Every request as seconds since the epoch, site, outcome, seconds."""
        self.process.terminate()
        output = self.process.communicate(timeout=60)[0]
        return [json.loads(line) for line in output.splitlines()]


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
