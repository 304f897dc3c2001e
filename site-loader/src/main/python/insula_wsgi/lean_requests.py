"""Answers the requests of the host's connections, one after the other on each."""

import contextlib
import sys
import traceback
from typing import Any

from insula_wsgi import lean_request
from insula_wsgi.application import Wsgi
from insula_wsgi.connection import Connection
from insula_wsgi.lean_answer import Answer
from insula_wsgi.lean_turns import Stopwatch, Turns
from insula_wsgi.lean_wire import BadRequest, Wire
from insula_wsgi.plan import Plan

_REFUSAL = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Requests:
    """Of one process; its methods are called in the threads of the connections."""

    def __init__(self, application: Wsgi, plan: Plan) -> None:
        self._application = application
        self._environ = {
            "SCRIPT_NAME": "",
            "SERVER_SOFTWARE": "insula",
            "wsgi.version": (1, 0),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": plan.processes > 1,
            "wsgi.run_once": False,
            "wsgi.input_terminated": True,
        }
        self._turns = Turns()
        self.begun = 0  # not exact: no lock for it
        self.last = False  # no connection is kept any more

    def answer_all(self, connection: Connection) -> None:
        """Until the connection's end. What an application raises is in the log already."""
        wire = Wire(connection)
        with connection, contextlib.closing(Stopwatch()) as watch:
            try:
                while self._answer(wire, connection, watch):
                    continue
            except BadRequest as error:
                sys.stderr.write(f"insula: a request that the front should not send: {error}\n")
                with contextlib.suppress(OSError):
                    connection.sendall(_REFUSAL)
            except Exception:
                return  # the connection's end says it

    def _answer(self, wire: Wire, connection: Connection, watch: Stopwatch) -> bool:
        """One request; whether another one can follow."""
        environ = self._environ.copy()
        rest = lean_request.read(wire, environ)
        if rest is None:
            return False
        self.begun += 1
        if "HTTP_UPGRADE" in environ:
            # The name under which simple-websocket and its like look for it.
            environ["gunicorn.socket"] = connection.twin()
        keeps = not self.last and environ.get("HTTP_CONNECTION") != "close"
        answer = Answer(connection, wire, environ, keeps)
        try:
            self._in_turn(environ, answer, watch)
        except OSError:
            raise
        except Exception:
            if not answer.started and "HTTP_UPGRADE" not in environ:
                traceback.print_exc()  # not the application's: that has been answered
            raise
        return answer.keeps and rest.skip()

    def _in_turn(self, environ: dict[str, Any], answer: Answer, watch: Stopwatch) -> None:
        turn = self._turns.take()
        try:
            if not self._turns.is_measured(turn):
                self._send(environ, answer)
                return
            watch.start()
            self._send(environ, answer)
            self._turns.measured(*watch.stop())
        finally:
            self._turns.give(turn)

    def _send(self, environ: dict[str, Any], answer: Answer) -> None:
        body = self._application(environ, answer.start)
        try:
            write = answer.only if getattr(body, "single", False) else answer.write
            for data in body:
                write(data)
            answer.end()
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()
