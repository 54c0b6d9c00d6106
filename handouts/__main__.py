"""``python -m handouts`` is the command ``handouts``."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module

TYPE_CHECKING = False  # what it needs takes 2 ms to load
if TYPE_CHECKING:
    from collections.abc import Callable


def again(words: list[str]) -> int | None:
    """The exit status of a build that has nothing to do; nothing of any other command, and of one
    that may have something to do: ``main`` is for those."""
    if words[:1] != ["build"]:
        return None
    try:
        done: int | None = import_module(f"{__package__}.project.unchanged").again(
            words, first=True
        )
    except OSError as error:  # it could not be told
        done = import_module(f"{__package__}.cli").untaken(error)
    return done


def loaded() -> Callable[..., int]:
    """What runs any command. What is loaded stays: looking for circles in it is a twentieth of
    loading."""
    gc.disable()
    run: Callable[..., int] = import_module(f"{__package__}.cli").main
    import_module(f"{__package__}.source.circles").settled()
    gc.enable()
    return run


def main() -> int:
    """Runs the command that was typed; returns the exit status."""
    try:
        done = again(sys.argv[1:])
        if done is not None:
            return done
        run = loaded()
    except KeyboardInterrupt:  # Ctrl-C at once: nothing was begun
        return 130
    return run()


def end(status: int) -> None:
    """Ends the process with a status. Python would take all that is loaded apart, piece by piece, 8
    ms of a build of 430: it goes with the process. Where other threads are at work, or somebody
    watches this one, it is left to Python."""
    threads = sys.modules.get("threading")
    watched = sys.getprofile() or sys.gettrace()
    if watched or (threads and threads.active_count() > 1):
        sys.exit(status)
    atexit._run_exitfuncs()  # noqa: SLF001  (what others want done at the end)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):  # a stream that is closed: Python tells of it
        sys.exit(status)
    os._exit(status)


if __name__ == "__main__":
    end(main())
