"""``python -m benchmarks.desk``: how long the desk takes from its start to its first page, from a
key to the new picture, and how many filled copies it makes in a second.

Times depend on the machine and on what else it does: the best and the median of some tries are
told. A key is answered as the page of the desk is, by the same function, without the browser.
"""

from __future__ import annotations

import http.client
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from handouts.desk.engine import Engine
from handouts.desk.folders import Folders
from handouts.desk.wanted import wanted

ROOT = Path(__file__).parents[1]
FOLDERS = Folders(ROOT / "content", ROOT / "assets")
STARTS, KEYS, COPIES = 7, 40, 40
NAME = "Annabel Sample"
LIMITS = {"start to first page": 1.0, "key to picture": 0.15}  # seconds


def main() -> None:
    starts = [started() for _ in range(STARTS)]
    engine = Engine(FOLDERS)
    for what, took in (
        ("start to first page", starts),
        ("key to picture", list(keys(engine))),
        ("a whole copy (sheet)", list(copies(engine))),
    ):
        best, median = min(took), statistics.median(took)
        limit = f"  (at most {LIMITS[what] * 1000:g} ms)" if what in LIMITS else ""
        print(f"{what:22} {best * 1000:7.0f} ms best  {median * 1000:7.0f} ms median{limit}")


def started() -> float:
    """Seconds until a desk that is started has given out its page."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "handouts", "desk", "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout
        path = re.search(r"file://(\S+)", desk.stdout.readline())
        assert path
        port = re.search(r"127\.0\.0\.1:(\d+)", Path(path[1]).read_text("utf-8"))
        assert port
        line = http.client.HTTPConnection("127.0.0.1", int(port[1]))
        line.request("GET", "/", headers={"Sec-Fetch-Dest": "document"})
        assert line.getresponse().status == 200
        took = time.perf_counter() - begun
        line.close()
        desk.terminate()
    return took


def told(name: str) -> dict[str, object]:
    details = {"talk.patient": name, "talk.side": "Left", "plan.day": "2026-12-04"}
    return {"items": ["discectomy/sheet"], "paper": "letter", "details": details}


def keys(engine: Engine) -> Iterator[float]:
    """Seconds for each letter of a name, after the first."""
    ask: Callable[[str], object] = lambda name: engine.preview(wanted(told(name), engine.language))  # noqa: E731
    ask("")
    for number in range(KEYS):
        yield timed(lambda: ask(NAME[: 1 + number % len(NAME)]))  # noqa: B023


def copies(engine: Engine) -> Iterator[float]:
    """Seconds for a whole copy, each for another patient."""
    for number in range(COPIES):
        yield timed(lambda: engine.whole(wanted(told(f"{NAME} {number}"), engine.language)))  # noqa: B023


def timed(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
