"""Run by uWSGI in each of its workers: becomes the site and loads its application.

uWSGI starts with a bare environment and finds two descriptors: the plan, in memory, and
the way to report. Secrets are therefore in no environment and no file.
"""

import importlib.util
import os
import sys
from pathlib import Path

if "insula_wsgi" not in sys.modules:
    _here = Path(__file__).resolve().parent
    _spec = importlib.util.spec_from_file_location(
        "insula_wsgi", _here / "__init__.py", submodule_search_locations=[str(_here)]
    )
    if _spec is None or _spec.loader is None:
        raise ImportError(f"{_here} is not a readable package")
    _package = importlib.util.module_from_spec(_spec)
    sys.modules["insula_wsgi"] = _package
    _spec.loader.exec_module(_package)

from insula_wsgi.uwsgi_worker import load  # noqa: E402

application = load(os.environ.pop("INSULA_UWSGI"))
