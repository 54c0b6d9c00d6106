"""``python -m benchmarks.calls CONTENT ASSETS SLUG``: how much work a brochure is, in numbers that
do not depend on the machine or on what else it does.

Prints as JSON: how often functions of this package are called for a brochure that is made in a
fresh process (``cold``), and for one with other words that is made in the same process after it
(``warm``), how many kB a warm one needs at its peak (``peak``), and how many modules all of that
loads (``modules``). ``tests/test_speed.py`` holds them.
"""

from __future__ import annotations

import json
import sys
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import FrameType

import handouts

PACKAGE = str(Path(handouts.__file__).parent)


def counted(work: Callable[[], object]) -> int:
    """How often ``work`` calls functions of the package. Comprehensions are none: not every
    Python makes functions of them."""
    count = 0

    def called(frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        code = frame.f_code
        named = event == "call" and not code.co_name.startswith("<")
        count += named and code.co_filename.startswith(PACKAGE)

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def peak(work: Callable[[], object]) -> int:
    """How many kB ``work`` needs at its peak, beside what was there before."""
    tracemalloc.start()
    work()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return round(most / 1000)


def main(arguments: list[str]) -> None:
    content, assets, slug = arguments
    told: dict[str, int] = {}
    # nothing is loaded before it is counted
    site = import_module("handouts.making.site").load_site(Path(content), Path(assets))
    jobs, produce = import_module("handouts.clinic.jobs"), import_module("handouts.making.produce")
    kept = import_module("handouts.outputs.pdf.text.kept").Kept()
    salted = import_module("benchmarks.salt").salted
    job = jobs.Job(slug, "en", "standard", "letter")
    memo = import_module("handouts.making.memo").Memo()
    told["cold"] = counted(lambda: produce.produce(site, site.clinic, job, memo))
    shop = import_module("handouts.making.workshop").Workshop(site, memo)
    locale = shop.shelf("en").locale
    edition = import_module("handouts.content.editions").EDITIONS["standard"]
    look = shop.shown(locale, "letter")
    studio = import_module("handouts.outputs.pdf.maker").studio_of(edition, look)
    document, _, _ = produce.Production(site, site.clinic, job, memo).told(slug, "brochure")
    others = [salted(document, number) for number in (1, 2, 3)]
    made = [lambda one=one: studio.render(one, locale.words.page_of, kept) for one in others]
    made[0]()  # looks and pictures of this studio
    told["warm"], told["peak"] = counted(made[1]), peak(made[2])
    told["modules"] = sum(name.partition(".")[0] == "handouts" for name in sys.modules)
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
