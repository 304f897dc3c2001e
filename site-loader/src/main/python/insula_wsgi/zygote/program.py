"""``--zygote``: the first command, then the loop."""

from insula_wsgi import stdio
from insula_wsgi.fields import PlanError
from insula_wsgi.zygote import commands
from insula_wsgi.zygote.commands import Open
from insula_wsgi.zygote.loop import Zygote


def main() -> int:
    """Reads the first command, prepares, and forks sites until the host is gone."""
    channels = stdio.take_over()
    try:
        opened = commands.parse(commands.next_line(channels.lifeline))
        if not isinstance(opened, Open):
            raise PlanError("the first command must be open")
        zygote = Zygote(channels.lifeline, channels.status, opened)
        zygote.prepare(opened.cache)
    except Exception as error:
        channels.status.say("failed", kind="other", message=f"no zygote: {error}")
        return 1
    return zygote.run()
