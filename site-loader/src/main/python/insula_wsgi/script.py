"""Modules that are named by their file, whose name need not be one of a module."""

import sys
import zlib
from pathlib import Path
from types import ModuleType


def load(file: str) -> ModuleType:
    """The module of the file, run once in a process however often it is asked for.

    Compiled anew: Python's cache would hold shop.wsgi and shop.py under one name.
    """
    name = module_name(file)
    if name in sys.modules:
        return sys.modules[name]
    code = compile(Path(file).read_bytes(), file, "exec", dont_inherit=True)
    module = ModuleType(name)
    module.__file__ = file
    sys.modules[name] = module
    try:
        exec(code, module.__dict__)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def module_name(file: str) -> str:
    """Tells scripts of one name apart by their folders."""
    stem = "".join(c if c.isalnum() else "_" for c in Path(file).stem)
    return f"insula_script_{stem}_{zlib.crc32(file.encode()):08x}"
