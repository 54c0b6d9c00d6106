"""How cost grows: processor seconds and peak memory for 8 to 800 handouts, for 10 to 300 pages in
one, for 1 to 200 clinics. Each point is a process of its own.

python -m benchmarks.growth [handouts | pages | clinics] [--svg docs/scaling.svg]
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from .clinics import many

ROOT = Path(__file__).parents[1]
SITE = ROOT / "tests" / "site"
POINTS = {"handouts": (8, 80, 800), "pages": (1, 4, 10, 20, 41), "clinics": (1, 5, 50, 200)}
Told = dict[str, float]


def small(home: Path) -> Path:
    """A site with one short handout."""
    shutil.copytree(SITE, home, dirs_exist_ok=True)
    for folder in ("fonts", "icons"):
        shutil.copytree(ROOT / "assets" / folder, home / "assets" / folder)
    return home / "content/handouts"


def of_handouts(home: Path, count: int) -> Callable[[], Told]:
    """So many short handouts of different texts."""
    from handouts.api import Job, Memo, load_site, produce  # noqa: PLC0415

    folder = small(home)
    text = (folder / "sample/en.yaml").read_text("utf-8")
    for number in range(count):
        own = text.replace("id: sample", f"id: text-{number}", 1)
        own = own.replace("A text is a paragraph.", f"A text, number {number}, is a paragraph.")
        (folder / f"text-{number}").mkdir()
        (folder / f"text-{number}/en.yaml").write_text(own, "utf-8")
    shutil.rmtree(folder / "sample")

    def run() -> Told:
        site, memo = load_site(home / "content", home / "assets"), Memo()
        made = [
            produce(site, site.clinic, Job(slug, "en", "standard", "letter"), memo).entry
            for slug in site.slugs
        ]
        return {"at": sum(one is not None for one in made)}

    return run


def of_pages(home: Path, count: int) -> Callable[[], Told]:
    """A handout with its first sections so many times."""
    from handouts.api import Job, Memo, load_site, produce  # noqa: PLC0415

    for name in ("content", "assets"):
        shutil.copytree(ROOT / name, home / name)
    path = home / "content/handouts/back-health/en.yaml"
    text = path.read_text("utf-8")
    own = re.search(r"(?ms)^sections:\n(.*?)(?=^\S|\Z)", text)
    assert own
    copies = (
        re.sub(r"(?m)^  - id: (\S+)", rf"  - id: \1-{one}", own[1]) for one in range(1, count)
    )
    path.write_text(text[: own.end()] + "".join(copies) + text[own.end() :], "utf-8")

    def run() -> Told:
        site = load_site(home / "content", home / "assets")
        made = produce(site, site.clinic, Job("back-health", "en", "standard", "letter"), Memo())
        if made.entry is None:
            raise SystemExit("\n".join(map(str, made.problems[:5])))
        return {"at": made.entry.pages}

    return run


def of_clinics(home: Path, count: int) -> Callable[[], Told]:
    """The project's handouts as brochure and sheet for so many clinics, in this process."""
    from handouts.making.site import load_site  # noqa: PLC0415
    from handouts.network.plan import plan  # noqa: PLC0415
    from handouts.network.reading import read_network  # noqa: PLC0415
    from handouts.network.running import Run  # noqa: PLC0415
    from handouts.network.units import Bundle  # noqa: PLC0415
    from handouts.project.executors import Here  # noqa: PLC0415
    from handouts.project.stores import Local  # noqa: PLC0415
    from handouts.project.tasks import today  # noqa: PLC0415

    many(home, count, "editions: [standard, sheet]\nhandouts: [back-health, discectomy]\n")

    def run() -> Told:
        site = load_site(home / "content", home / "assets")
        planned = plan(site, read_network(home / "content", "many")[0], today())
        bundle = Bundle(site, Local(home / "dist"), {})
        ran = Run(planned, Here(bundle), lambda *_: None).whole()
        return {"at": ran.clinics, "files": ran.made}

    return run


KINDS = {"handouts": of_handouts, "pages": of_pages, "clinics": of_clinics}


def point(kind: str, count: int) -> Told:
    """One point, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        run = KINDS[kind](Path(folder), count)
        start = time.process_time()
        told = run()
        seconds = time.process_time() - start
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    return {**told, "seconds": round(seconds, 3), "peak": round(peak, 1)}


def measured(kind: str) -> list[Told]:
    """All points of a kind."""
    out = []
    for count in POINTS[kind]:
        command = (sys.executable, "-m", "benchmarks.growth", "--point", kind, str(count))
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{kind} {count}: {done.stderr}")
        out.append(json.loads(done.stdout))
        told = out[-1]
        print(
            f"{kind}: {told['at']:g}: {told['seconds']:.2f} s of processor, {told['peak']:.0f} MB"
        )
    return out


# ------------------------------------------------------------------ the picture

WIDE, HIGH, EDGE = 300, 200, 46  # units of the picture: a plot, and what is around it


def picture(found: Mapping[str, list[Told]]) -> str:
    """All kinds side by side as SVG: processor seconds as a line, from nothing to the most."""
    plots = "".join(_plot(kind, told, number) for number, (kind, told) in enumerate(found.items()))
    width = len(found) * (WIDE + EDGE) + EDGE
    style = (
        "text{font:13px sans-serif;fill:#1b2730}path{fill:none;stroke:#8a99a5}"
        ".line{stroke:#08457f;stroke-width:2}circle{fill:#08457f}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HIGH + 2 * EDGE}" '
        f'width="{width}" height="{HIGH + 2 * EDGE}"><style>{style}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>{plots}</svg>\n'
    )


def _plot(kind: str, told: list[Told], number: int) -> str:
    left = EDGE + number * (WIDE + EDGE)
    most, last = max(one["seconds"] for one in told), max(one["at"] for one in told)
    spots = [
        (left + WIDE * one["at"] / last, EDGE + HIGH * (1 - one["seconds"] / most)) for one in told
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in spots)
    floor = EDGE + HIGH
    return (
        f'<text x="{left}" y="{EDGE - 22}">processor seconds, most {most:.1f}</text>'
        f'<path d="M{left} {EDGE - 10}V{floor}H{left + WIDE}"/>'
        f'<path class="line" d="M{line.replace(" ", "L")}"/>{dots}'
        f'<text x="{left + WIDE}" y="{floor + 20}" text-anchor="end">{kind}, to {last:g}</text>'
    )


def main(words: list[str]) -> None:
    if words[:1] == ["--point"]:
        print(json.dumps(point(words[1], int(words[2]))))
        return
    svg = words.pop() if "--svg" in words else ""
    kinds = [one for one in words if one in KINDS] or list(KINDS)
    found = {kind: measured(kind) for kind in kinds}
    if svg:
        Path(svg).write_text(picture(found), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
