"""How the processes that help a command end with it. Loaded only with what starts them."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing import parent_process

from .processes import asked, hold, stop


def help_out() -> None:
    """What a helper process does first: it leaves Ctrl-C to its parent, and ends when that is gone.

    A parent that is killed can tell nobody, so a thread waits for the end of it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to parent and helpers alike
    for number in asked():
        if signal.getsignal(number) in (stop, hold):  # inherited by a fork
            signal.signal(number, signal.SIG_DFL)
    parent = parent_process()
    assert parent is not None, "only a helper process helps"

    def watch() -> None:
        parent.join()
        os._exit(1)  # nothing that this process makes has anywhere to go

    threading.Thread(target=watch, daemon=True).start()
