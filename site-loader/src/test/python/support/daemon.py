"""Processes of insula_wsgi, started as the host starts them."""

import json
import os
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

from support.http import Answer, request

PACKAGE = Path(__file__).resolve().parents[3] / "main" / "python" / "insula_wsgi"
PYTHON = os.environ.get("INSULA_TEST_PYTHON", "/usr/bin/python3")
START_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
if "INSULA_TEST_PYTHONPATH" in os.environ:
    START_ENVIRONMENT["PYTHONPATH"] = os.environ["INSULA_TEST_PYTHONPATH"]


class Event(dict[str, str]):
    """One status line: ``word`` and its decoded values."""

    def __init__(self, line: str) -> None:
        self.word, *pairs = line.split()
        super().__init__({k: unquote(v) for k, _, v in (pair.partition("=") for pair in pairs)})


class Started:
    """A process with its status lines and its log. Close it (it is a context manager)."""

    def __init__(self, python: str, *arguments: str) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="insula-test-"))
        self.home.chmod(0o755)
        self.log_file = self.home / "log"
        self.events: list[Event] = []
        self._lines: queue.Queue[Event | None] = queue.Queue()
        with self.log_file.open("wb") as log:
            self.process = subprocess.Popen(
                [python, str(PACKAGE), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=log, env=START_ENVIRONMENT,
            )
        threading.Thread(target=self._read, daemon=True).start()

    def send(self, message: dict[str, Any], after: bytes = b"") -> None:
        """One line of JSON, and what follows it."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n" + after)
        self.process.stdin.flush()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(Event(line.decode("ascii")))
        self._lines.put(None)

    def event(self, *words: str, within: float = 30.0, **values: str) -> Event:
        """The next event of one of these words with these values; all are kept in ``events``."""
        deadline = time.monotonic() + within
        while True:
            try:
                found = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no {words} within {within:g} s\n{self.told()}") from None
            if found is None:
                raise AssertionError(f"the process ended without {words}\n{self.told()}")
            self.events.append(found)
            if found.word in words and values.items() <= found.items():
                return found

    def log(self) -> str:
        """All that the process and its server wrote so far."""
        return self.log_file.read_text(errors="replace")

    def told(self) -> str:
        """Events and log, for messages."""
        return "\n".join([*(f"{e.word} {dict(e)}" for e in self.events), self.log()])

    def hang_up(self) -> None:
        """The host is gone."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def wait(self, within: float = 20.0) -> int:
        """The exit status."""
        return self.process.wait(within)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.home)


class Daemon(Started):
    """A site's process."""

    def __init__(self, python: str = PYTHON, **plan: Any) -> None:
        super().__init__(python)
        self.socket = str(plan.get("socket", self.home / "s"))
        self.send({"site": "test", "socket": self.socket, "directory": "/", "drain": 5, **plan})

    def ready(self) -> Event:
        """Waits until the site is served."""
        found = self.event("ready", "failed")
        if found.word == "failed":
            raise AssertionError(f"the site failed\n{self.told()}")
        return found

    def get(self, target: str = "/", method: str = "GET", **more: Any) -> Answer:
        """One request over the site's socket, as the front would send it."""
        return request(self.socket, target, method, **more)
