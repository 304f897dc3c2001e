"""The zygote's commands, read and checked."""

import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass

from insula_wsgi import fields, listener
from insula_wsgi.fields import Fields, PlanError
from insula_wsgi.zygote import process
from insula_wsgi.zygote.process import Identity

_LONGEST = 65_536
_SIGNALS = ("TERM", "KILL", "USR2", "QUIT")


@dataclass(frozen=True)
class Open:
    """The first command."""

    cache: str | None
    host: int


@dataclass(frozen=True)
class Start:
    """Fork a site; its plan follows on the pipe."""

    site: str
    generation: int
    socket: str
    plan_bytes: int
    identity: Identity
    log: str | None
    owner: tuple[int, ...]
    mode: int
    hold: bool


@dataclass(frozen=True)
class Go:
    """Let a held site go on."""

    pid: int


@dataclass(frozen=True)
class Signal:
    """Send a signal to a site's process."""

    pid: int
    number: int


@dataclass(frozen=True)
class Close:
    """End a listener."""

    socket: str


Command = Open | Start | Go | Signal | Close


def next_line(descriptor: int) -> bytes:
    """One line, byte by byte: what follows it is not this process's to read. b"" at the end."""
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = os.read(descriptor, 1)
        if not byte or len(line) > _LONGEST:
            return b""
        line += byte
    return bytes(line)


def parse(line: bytes) -> Command:
    """The command in a line; raises PlanError."""
    try:
        f = Fields(json.loads(line), "command")
    except ValueError as error:
        raise PlanError(f"a command is not JSON: {error}") from error
    op = f.take("op", fields.text)
    if op not in _READERS:
        raise PlanError(f"unknown command {op!r}")
    command = _READERS[op](f)
    f.end()
    return command


def _open(f: Fields) -> Open:
    return Open(f.maybe("cache", fields.text), f.take("host", fields.positive, os.getppid()))


def _start(f: Fields) -> Start:
    return Start(
        site=f.take("site", fields.text),
        generation=f.take("generation", fields.count, 0),
        socket=f.take("socket", fields.text),
        plan_bytes=f.take("plan_bytes", fields.positive),
        identity=process.identity(f),
        log=f.maybe("log", fields.text),
        owner=f.take("owner", _owner, ()),
        mode=f.take("mode", fields.mode, listener.MODE),
        hold=f.take("hold", fields.boolean, False),
    )


def _owner(value: object, where: str) -> tuple[int, ...]:
    owner = fields.listed(value, where, fields.positive)
    if len(owner) != 2:
        raise PlanError(f"{where} must be [uid, gid]")
    return owner


def _signal(f: Fields) -> Signal:
    name = f.take("signal", fields.text)
    if name not in _SIGNALS:
        raise PlanError(f"signal must be one of {', '.join(_SIGNALS)}, it is {name!r}")
    return Signal(f.take("pid", fields.positive), getattr(signal, f"SIG{name}"))


_READERS: dict[str, Callable[[Fields], Command]] = {
    "open": _open,
    "start": _start,
    "go": lambda f: Go(f.take("pid", fields.positive)),
    "signal": _signal,
    "close": lambda f: Close(f.take("socket", fields.text)),
}
