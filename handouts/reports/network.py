"""What there is to do in a network of clinics, as one page of HTML for whoever answers for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from ..content.brand import Brand
from ..screens.faces import Faces
from ..screens.shell import Shell
from ..source.elements import NOTHING, Markup
from ..source.rows import NamedTuple
from ..source.snapshot import Folder
from ..source.values import dataclass
from .templates import FOLDER, environment

LANGUAGE = "en"  # of what staff are told
WORST = 10  # facts that are listed by how many clinics lack them


@dataclass(frozen=True, slots=True)
class Row:
    """A clinic of the network, by its name there; ``owner`` is what it calls itself.

    ``failed`` are the files that were not made, ``missing`` the facts that its handouts need and
    that are empty, ``unsigned`` those that nobody has signed; ``drafts`` are handouts whose text
    nobody has signed, ``overdue`` those whose review was due, with the day. ``outdated`` counts
    files of earlier builds that have changed since.
    """

    name: str
    owner: str = ""
    files: int = 0
    failed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    outdated: int = 0
    problems: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """The worst that is to be told of it."""
        kinds = {
            "failed": bool(self.failed or self.problems),
            "missing": bool(self.missing),
            "unsigned": bool(self.unsigned or self.drafts),
            "overdue": bool(self.overdue),
        }
        return next((kind for kind, found in kinds.items() if found), "ready")


class Summary(NamedTuple):
    """How many clinics there are, those of them with something to do of each kind, and files."""

    clinics: int
    files: int
    states: Counter[str]
    facts: list[tuple[str, int]]


def page(
    title: str, rows: Sequence[Row], brand: Brand, assets: Folder, day: str, told: Sequence[str]
) -> bytes:
    """The page: what is to be done first, with what is ``told`` of the network itself, then every
    clinic."""
    summary = Summary(
        len(rows),
        sum(one.files for one in rows),
        Counter(one.state for one in rows),
        Counter(name for one in rows for name in one.missing).most_common(WORST),
    )
    template = environment().get_template("network.html.j2")
    body = template.render(title=title, rows=rows, summary=summary, day=day, told=told)
    shell = Shell(Faces(brand, assets, LANGUAGE), "", _file("network.css"), "", "ltr")
    return shell.page(title, Markup(body), NOTHING)


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
