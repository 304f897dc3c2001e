"""Makes the folder that was named on the command line importable, and starts."""

import sys


def _made_first() -> list[str]:
    """The names that a zygote's sites use, before any module has them: zygote/hatching.py."""
    if sys.argv[1:2] != ["--zygote"] or len(sys.argv) != 3:
        return []
    with open(int(sys.argv[2]), encoding="utf-8", closefd=False) as egg:
        return [sys.intern(name) for name in egg.read().partition("\n\n")[0].split("\n")]


NAMES = _made_first()

import importlib.util  # noqa: E402
from pathlib import Path  # noqa: E402


def _import_package() -> None:
    """Binds the name insula_wsgi to this folder without putting a folder on sys.path.

    What lies beside this package must not become importable for the site.
    """
    here = Path(__file__).resolve().parent
    if sys.path and Path(sys.path[0] or ".").resolve() == here:
        del sys.path[0]
    spec = importlib.util.spec_from_file_location(
        "insula_wsgi", here / "__init__.py", submodule_search_locations=[str(here)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"{here} is not a readable package")
    package = importlib.util.module_from_spec(spec)
    sys.modules["insula_wsgi"] = package
    spec.loader.exec_module(package)


if __name__ == "__main__":
    if "insula_wsgi" not in sys.modules:
        _import_package()
    from insula_wsgi.daemon import main

    sys.exit(main(sys.argv[1:]))
