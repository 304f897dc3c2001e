"""A zygote and the sites that it forks."""

import json
import os
from typing import Any

from support.daemon import PYTHON, Event, Started
from support.http import Answer, request


class Zygote(Started):
    """Started as the host starts it; ``opened`` is its first event."""

    def __init__(self, python: str = PYTHON, **opening: Any) -> None:
        super().__init__(python, "--zygote")
        self.send({"op": "open", **opening})
        self.opened = self.event("zygote", "failed", within=60)
        assert self.opened.word == "zygote", self.told()
        self._sites = 0
        self.unheard: list[Event] = []

    def start(self, plan: dict[str, Any], **command: Any) -> "Forked":
        """Sends a start command; does not wait."""
        self._sites += 1
        name = command.pop("site", f"site{self._sites}")
        socket = command.pop("socket", str(self.home / f"{self._sites}.sock"))
        defaults = {"server": "lean", "directory": "/", "drain": 5}
        full = {"site": name, "socket": socket, **defaults, **plan}
        line = json.dumps(full).encode() + b"\n"
        start = {"op": "start", "site": name, "socket": socket, "plan_bytes": len(line), **command}
        self.send(start, line)
        return Forked(self, name, socket)


class Forked:
    """One site of a zygote."""

    def __init__(self, zygote: Zygote, name: str, socket: str) -> None:
        self.zygote, self.name, self.socket = zygote, name, socket

    def event(self, *words: str, **values: str) -> Event:
        """The site's next event of these words; those of other sites stay theirs."""
        others = self.zygote.unheard
        for found in [e for e in others if e.get("site") == self.name]:
            others.remove(found)
            if found.word in words and values.items() <= found.items():
                return found
        while True:
            before = len(self.zygote.events)
            found = self.zygote.event(*words, **values)
            others += self.zygote.events[before:-1]
            if found.get("site") == self.name:
                return found
            others.append(found)

    def ready(self) -> "Forked":
        """Waits until it is served."""
        found = self.event("ready", "failed")
        assert found.word == "ready", self.zygote.told()
        self.pid = int(found["pid"])
        return self

    def signal(self, name: str) -> None:
        """Through the zygote, as an unprivileged host must."""
        self.zygote.send({"op": "signal", "pid": self.pid, "signal": name})

    def get(self, target: str = "/", **more: Any) -> Answer:
        """One request."""
        return request(self.socket, target, **more)

    def alive(self) -> bool:
        """Whether the process is there."""
        return os.path.exists(f"/proc/{self.pid}")
