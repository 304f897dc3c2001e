"""Which modules a zygote imports: found out by a program, once per set of packages."""

import hashlib
import importlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from insula_wsgi.zygote import checks
from insula_wsgi.zygote.hot import Hot

_ROUNDS = 20
_PACKAGES = ("django",)
_PROGRAM = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Preload:
    """The modules to import, and what sites use of them."""

    modules: tuple[str, ...]
    hot: Hot

    @staticmethod
    def of(values: Any) -> "Preload":
        """From JSON; raises ValueError, TypeError or KeyError for anything else."""
        return Preload(tuple(str(name) for name in values["modules"]), Hot.of(values["hot"]))

    def values(self) -> dict[str, Any]:
        """For JSON."""
        return {"modules": self.modules, "hot": self.hot.values()}


def found(cache: str | None) -> Preload:
    """From the cache if it has it for exactly these packages."""
    if cache is None:
        return survey()
    file = Path(cache) / f"zygote-{key()}.json"
    kept = _kept(file)
    if kept is None:
        kept = survey()
        _keep(file, kept)
    return kept


def _kept(file: Path) -> Preload | None:
    if not file.exists() or (os.geteuid() == 0 and not checks.trusted(str(file))):
        return None
    try:
        return Preload.of(json.loads(file.read_text()))
    except (ValueError, TypeError, KeyError) as error:
        sys.stderr.write(f"insula: {file} is made anew, it is damaged: {error!r}\n")
        return None


def key() -> str:
    """Tells apart interpreters, versions of the packages that are preloaded, and of this one."""
    told = [sys.executable, sys.version]
    told += [str(file.stat().st_mtime_ns) for file in sorted(_PROGRAM.rglob("*.py"))]
    for package in _PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            told += [spec.origin, str(os.stat(spec.origin).st_mtime_ns)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _keep(file: Path, found: Preload) -> None:
    """Written beside and moved, so that nobody reads half of it."""
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as half:
        json.dump(found.values(), half)
    os.chmod(half.name, 0o644)
    os.replace(half.name, file)


def survey() -> Preload:
    """Made in scratch processes; a module that spoils a process is left out."""
    names = _scratch("serve", None)
    for _ in range(_ROUNDS):
        tried = _scratch("try", names)
        if tried["spoils"] is None:
            return Preload.of({"modules": tried["good"], "hot": tried["hot"]})
        names = [name for name in names if name != tried["spoils"]]
    raise checks.Unsound(f"too many modules spoil a zygote, {tried['spoils']}: {tried['reason']}")


def _scratch(what: str, names: list[str] | None) -> Any:
    command = [sys.executable, str(_PROGRAM), "--survey", what]
    done = subprocess.run(
        command, input=json.dumps(names), stdout=subprocess.PIPE, text=True, check=True, timeout=120
    )
    return json.loads(done.stdout)


def load(names: Iterable[str]) -> int:
    """Imports them into this process; returns how many modules there are now."""
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:
            continue  # a package has changed since the list was made; the checks decide
    return len(sys.modules)
