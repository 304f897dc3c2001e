"""The rules of who may see what, with the site's functions that they name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from insula_wsgi import application
from insula_wsgi.mounts import below, native
from insula_wsgi.plan import Rule

Environ = dict[str, Any]


@dataclass(frozen=True)
class Guard:
    """A rule and the site's functions that it names."""

    rule: Rule
    check: Callable[[Environ, str, str], bool | None]
    groups: Callable[[Environ, str], Iterable[str | bytes]] | None

    def covers(self, path: str) -> bool:
        """Whether the rule is about this path, in the environ's encoding."""
        return below(path, native(self.rule.path.rstrip("/")))


def guards(rules: tuple[Rule, ...], settings: str | None) -> list[Guard]:
    """Imports the functions that the rules name; raises Fault."""
    return [
        Guard(
            rule,
            application.checked(application.resolve(rule.check, settings), rule.check),
            rule.groups
            and application.checked(application.resolve(rule.groups, settings), rule.groups),
        )
        for rule in rules
    ]


def may(rule: Rule, user: str, groups: frozenset[str]) -> bool:
    """Whether the rule lets this user pass, who has signed in."""
    anyone = not rule.users and not rule.members
    return anyone or user in rule.users or not rule.members.isdisjoint(groups)
