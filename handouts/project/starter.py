"""A new handout for its author to begin with."""

from __future__ import annotations

import re
from pathlib import Path

from ..content.common import MOST_NAME
from ..content.subject import Subject
from ..source.files import write
from ..source.problems import Problem, Where
from ..source.reader import Reading, read
from .tasks import today
from .wanted import nothing_yet

DEVICE = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")
FORMS = Path(__file__).parent  # what new files begin as


def new_handout(content: Path, assets: Path, slug: str) -> tuple[Path | None, list[Problem]]:
    """A starter in ``content/handouts/SLUG/en.yaml``, of the first family and with the first figure
    there is; never over an existing file."""
    path = content / "handouts" / slug / "en.yaml"
    where = Where(f"{content.name}/handouts/{slug}/en.yaml")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > MOST_NAME:
        hint = f"use small letters, digits and hyphens, {MOST_NAME} at most"
        return None, [Problem(where, f"'{slug}' is no name for a handout", hint)]
    if DEVICE.fullmatch(slug):
        hint = "choose another: no Windows can have a folder that is called so"
        return None, [Problem(where, f"'{slug}' is what Windows calls a device", hint)]
    if path.exists():
        return None, [
            Problem(
                where, "there is a handout of this name", "choose another name, or edit the file"
            )
        ]
    context = Reading()
    subject = read(content / "subject.yaml", Subject, context, f"{content.name}/subject.yaml")
    if subject is None:
        return None, [nothing_yet(content.name)] if not content.is_dir() else context.problems
    issued = today()
    due = issued.replace(year=issued.year + 2, day=min(issued.day, 28))
    words = {
        **{"SLUG": slug, "ISSUED": issued.isoformat(), "DUE": due.isoformat()},
        **{"FAMILY": next(iter(subject.families)), "FIGURE": _first_figure(assets)},
    }
    text = (FORMS / "starter.yaml").read_text("utf-8")
    for word, told in words.items():
        text = text.replace(word, told)
    write(path, text.encode())
    return path, []


def _first_figure(assets: Path) -> str:
    """The name of a figure to begin with; where there is none yet, what its author is told to
    draw."""
    drawn = (path.stem for path in (assets / "figures").glob("*.svg"))
    return min((name for name in drawn if not name.startswith(".")), default="cover")
