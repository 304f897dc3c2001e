"""Which modules a zygote imports: found out by a program, once per set of packages."""

import hashlib
import importlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from insula_wsgi.zygote import checks

_ROUNDS = 20
_PACKAGES = ("django",)
_PROGRAM = Path(__file__).resolve().parents[1]


def modules(cache: str | None) -> list[str]:
    """The names, from the cache if it has them for exactly these packages."""
    if cache is None:
        return survey()
    file = Path(cache) / f"preload-{key()}.json"
    if file.exists() and (os.geteuid() != 0 or checks.trusted(str(file))):
        names = json.loads(file.read_text())
        return [name for name in names if isinstance(name, str)]
    names = survey()
    _keep(file, names)
    return names


def key() -> str:
    """Tells apart interpreters and versions of the packages that are preloaded."""
    told = [sys.executable, sys.version]
    for package in _PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            told += [spec.origin, str(os.stat(spec.origin).st_mtime_ns)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _keep(file: Path, names: list[str]) -> None:
    """Written beside and moved, so that nobody reads half a list."""
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as half:
        json.dump(names, half)
    os.chmod(half.name, 0o644)
    os.replace(half.name, file)


def survey() -> list[str]:
    """Makes the list in scratch processes; one that spoils a process is left out."""
    names = _scratch("serve", None)
    for _ in range(_ROUNDS):
        tried = _scratch("try", names)
        if tried["spoils"] is None:
            return list(tried["good"])
        names = [name for name in names if name != tried["spoils"]]
    raise checks.Unsound(f"too many modules spoil a zygote, {tried['spoils']}: {tried['reason']}")


def _scratch(what: str, names: list[str] | None) -> Any:
    command = [sys.executable, str(_PROGRAM), "--survey", what]
    done = subprocess.run(
        command, input=json.dumps(names), stdout=subprocess.PIPE, text=True, check=True, timeout=120
    )
    return json.loads(done.stdout)


def load(names: list[str]) -> int:
    """Imports them into this process; returns how many modules there are now."""
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:
            continue  # a package has changed since the list was made; the checks decide
    return len(sys.modules)
