"""A desk that is opened again with each line it is given: a key for one more window, through a file
as the first one. What loads the engine takes a second, which tests of its pages need not pay each.

    python -m tests.support.desk_again desk --no-browser --content FOLDER --assets FOLDER
"""

import asyncio
import sys
import threading
from unittest.mock import patch

from handouts import cli
from handouts.desk import serve
from handouts.desk.door import listening, shown
from handouts.desk.keys import Keys
from handouts.desk.words import words


def main() -> int:
    bound, keys = listening(0), Keys()
    port = bound.getsockname()[1]
    threading.Thread(target=_opened, args=(keys, port), daemon=True).start()
    here = patch.object(serve, "listening", lambda _: bound)
    with here, patch.object(serve, "Keys", lambda: keys):
        return cli.main(sys.argv[1:])


def _opened(keys: Keys, port: int) -> None:
    """As the desk does for its first window."""
    for _ in sys.stdin:
        asyncio.run(shown(keys, port, words()["terminal"], name="desk", browser=False))


if __name__ == "__main__":
    sys.exit(main())
