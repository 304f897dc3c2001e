"""A site's process as the zygote knows it."""

from dataclasses import dataclass

from insula_wsgi.zygote.channel import ZygoteSide
from insula_wsgi.zygote.commands import Start


@dataclass(frozen=True)
class Site:
    """A site's process."""

    start: Start
    pid: int
    channel: ZygoteSide

    def name(self) -> dict[str, object]:
        """What each of its status lines begins with."""
        return {"site": self.start.site, "generation": self.start.generation, "pid": self.pid}
