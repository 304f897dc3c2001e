"""``--zygote``: the first command, then the loop."""

import sys
from typing import NoReturn

from insula_wsgi import stdio
from insula_wsgi.fields import PlanError
from insula_wsgi.status import Channel
from insula_wsgi.zygote import checks, commands, hatching, preload
from insula_wsgi.zygote.commands import Open
from insula_wsgi.zygote.hatching import Egg
from insula_wsgi.zygote.loop import Zygote


def main(descriptor: str | None) -> int:
    """Reads the first command and begins again; then prepares, and forks sites until the
    host is gone."""
    status = Channel(1)
    try:
        if descriptor is None:
            _find_out()
        egg = hatching.inherited(int(descriptor))
        channels = stdio.take_over()
        status = channels.status
        zygote = Zygote(channels.lifeline, status, _opened(egg.command))
        zygote.prepare(egg.found)
    except Exception as error:
        status.say("failed", kind="other", message=f"no zygote: {error}")
        return 1
    return zygote.run()


def _find_out() -> NoReturn:
    command = commands.next_line(0).decode("utf-8")
    cache = _opened(command).cache
    sys.path[:] = checks.root_path()
    hatching.begin_again(Egg(command, preload.found(cache)))


def _opened(command: str) -> Open:
    opened = commands.parse(command.encode())
    if not isinstance(opened, Open):
        raise PlanError("the first command must be open")
    return opened
