"""What one more clinic costs: reading its facts and putting them into the places of every handout,
before it is set.

python -m benchmarks.clinics CONTENT ASSETS
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from pathlib import Path

from handouts.api import Clinic, Job, Memo, Site, load_site
from handouts.making.produce import Production

COUNTS = (1, 10, 200)
ROOT = Path(__file__).parents[1]
CLINIC = Path(__file__).parent / "clinic.yaml"  # one with facts of ordinary length


def many(home: Path, count: int, shared: str) -> int:
    """The project in ``home``, with a network ``many`` of so many clinics; ``shared`` is what its
    file says. How many handouts there are."""
    for name in ("content", "assets"):
        shutil.copytree(ROOT / name, home / name)
    folder = home / "content/networks/many"
    folder.mkdir(parents=True)
    (folder.parent / "many.yaml").write_text(shared, "utf-8")
    text = CLINIC.read_text("utf-8")
    for number in range(count):
        own = text.replace("NAME", f"Clinic Number {number}")
        (folder / f"clinic-{number}.yaml").write_text(own, "utf-8")
    return sum(1 for _ in (home / "content/handouts").glob("*/en.yaml"))


def cost(site: Site, count: int, memo: Memo, text: str) -> float:
    """Milliseconds of processor time for each of ``count`` new clinics and each handout of
    ``site``."""
    clinics = [_named(site, text, f"Clinic {count} {number}") for number in range(count)]
    start = time.process_time()
    for clinic in clinics:
        for slug in site.slugs:
            Production(site, clinic, Job(slug, "en", "standard", "letter"), memo).told(
                slug, "brochure"
            )
    return 1000 * (time.process_time() - start) / (count * len(site.slugs))


def _named(site: Site, text: str, name: str) -> Clinic:
    """The clinic under another name: no memo knows it."""
    path = site.content.shown("clinic.yaml")
    return Clinic(site.content.shown("clinic"), {path: text.replace("NAME", name).encode()})


def main(content: str, assets: str) -> None:
    site, memo, text = load_site(Path(content), Path(assets)), Memo(), CLINIC.read_text("utf-8")
    # what every clinic shares is made once
    cost(site, 1, memo, text.replace("NAME", "NAME at first"))
    print(json.dumps({str(count): round(cost(site, count, memo, text), 3) for count in COUNTS}))


if __name__ == "__main__":
    main(*sys.argv[1:])
