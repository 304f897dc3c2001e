"""One of several processes that answer for a lean site."""

import os
import socket
import traceback
from dataclasses import dataclass

from insula_wsgi import lean_server
from insula_wsgi.faults import Fault, Report
from insula_wsgi.lifeline import Lifeline
from insula_wsgi.plan import Plan
from insula_wsgi.relay import Relay
from insula_wsgi.zygote import process


@dataclass(frozen=True)
class Inheritance:
    """What every member gets from its head."""

    plan: Plan
    listener: socket.socket


class Member:
    """The member's Reporter: its head has to know who speaks."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    def say(self, event: str, **values: object) -> None:
        """To the head."""
        self._relay.say(event, member=os.getpid(), **values)


def run(inheritance: Inheritance, relay: Relay, head: Lifeline) -> None:
    """In the forked process: serves the site and ends the process."""
    status = 1
    reporter = Member(relay)
    listener = inheritance.listener
    try:
        process.fresh_signals()
        process.close_all_but({relay.writer, head.descriptor, listener.fileno()})
        lean_server.answer(inheritance.plan, reporter, head, listener)
        status = 0
    except Fault as fault:
        reporter.say("failed", **fault.report.values())
    except Exception as error:
        traceback.print_exc()
        reporter.say("failed", **Report("other", f"insula_wsgi failed: {error!r}").values())
    finally:
        lean_server.leave(status)
