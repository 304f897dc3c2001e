"""The stacks of all threads, for the log.

``faulthandler.register`` would write them from inside the C signal handler, which walks
over frames that other threads are running at that moment, and that has ended processes.
"""

import faulthandler
import signal


def write_on_usr2() -> None:
    """SIGUSR2 writes them; for processes whose main thread is in Python again and again."""
    signal.signal(signal.SIGUSR2, _write)


def _write(*_: object) -> None:
    """Under the interpreter's lock, so nothing moves meanwhile."""
    faulthandler.dump_traceback(all_threads=True)
