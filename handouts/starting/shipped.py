"""The site that is shipped with the program, and what of it a clinic's site takes along."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from ..content.brand import ICONS
from ..making.site import REVIEW
from ..project.wanted import PACKAGE
from ..source.parsing import LOADER
from ..source.problems import Problem, Problems, Where, did_you_mean
from . import sift

ENGLISH = PACKAGE / "locales" / "en.yaml"  # what a clinic's site begins with is English
OWN = ("content/clinic.yaml", "assets/brand/")  # the clinic's own from the first day
PLAIN = ("content", "docs", "assets")  # taken along by folder; the rest of a site are templates
DOCS = ("docs/schema/", "docs/rules.md", "docs/authoring.md", "docs/authoring/")
OF_A_HANDOUT = re.compile(r"content/handouts/([^/]+)(/|$)")
SIFTED = ("assets/figures/", "assets/icons/")  # pictures, taken along where a text names them
OF_A_FAMILY = re.compile(r"assets/fonts/[^/]+/")  # faces of another language: "fonts add" has them
TEXT = {".yaml", ".svg", ".json", ".md", ".txt", ".lock"}
KIT = re.compile(rb"kit/[\w.-]+\.svg")  # in a picture: a file of the pieces it is made of
LOCK = "requirements.lock"


def is_own(path: str) -> bool:
    """Whether a file of a site is the clinic's own, and never corrected."""
    return path.startswith(OWN)


def even(path: str, data: bytes) -> bytes:
    """The data of a file, a text with LF at the end of lines whatever editors or git made of it."""
    if Path(path).suffix not in TEXT:
        return data
    return data.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")


def where() -> Path:
    """The folder of the shipped site: inside the installed package, or the checkout around it."""
    inside = PACKAGE / "shipped"
    return inside if inside.is_dir() else PACKAGE.parent


class Shipped:
    """Shipped files, by the path they have in every site."""

    def __init__(self) -> None:
        self.root = where()

    @property
    def slugs(self) -> tuple[str, ...]:
        folder = self.root / "content" / "handouts"
        return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir()))

    @property
    def first(self) -> str:
        """The handout that a site begins with, as the shipped subject names it."""
        text = (self.root / "content" / "subject.yaml").read_text("utf-8")
        return str(yaml.load(text, Loader=LOADER)["first"])

    def known(self, wanted: Collection[str]) -> None:
        """Raises ``Problems`` where one of the handouts is not shipped."""
        lacking = [slug for slug in wanted if slug not in self.slugs]
        if lacking:
            raise Problems(_unknown(slug, self.slugs) for slug in lacking)

    def files(self, wanted: Collection[str]) -> dict[str, bytes]:
        """All that a site with these handouts takes along, made smaller where it has not all."""
        found = dict(sorted(self._all(wanted)))
        texts = {path: data.decode() for path, data in found.items() if _is_text(path)}
        clinic = yaml.load(ENGLISH.read_text("utf-8"), Loader=LOADER)["unnamed"]
        texts["content/clinic.yaml"] = sift.emptied(texts["content/clinic.yaml"], clinic)
        if set(wanted) != set(self.slugs):
            _sift(texts, wanted)
            named = {*self._named(texts), *texts}
            kept = [path for path in found if path in named or not _sifted(path)]
            found = {path: found[path] for path in kept}
        told = {path: text.encode() for path, text in texts.items()}
        return dict(sorted({**found, **told}.items()))

    def _all(self, wanted: Collection[str]) -> Iterator[tuple[str, bytes]]:
        for path in (
            *(one for name in PLAIN for one in (self.root / name).rglob("*")),
            self.root / LOCK,
        ):
            name = path.relative_to(self.root).as_posix()
            hidden = any(part.startswith(".") for part in name.split("/"))
            own = OF_A_HANDOUT.match(name)
            other = name.startswith("content/") and _translated(path) or OF_A_FAMILY.match(name)
            if hidden or other or path.name == REVIEW or (own and own[1] not in wanted):
                continue
            if path.is_file() and (not name.startswith("docs/") or name.startswith(DOCS)):
                yield name, even(name, path.read_bytes())

    def _named(self, texts: dict[str, str]) -> set[str]:
        """The pictures that a text names, or the program itself."""
        names = {word for text in texts.values() for word in _scalars(text)}
        names.update(ICONS.values())
        files = [path for folder in SIFTED for path in (self.root / folder).glob("*")]
        drawn = [path for path in files if path.stem in names]
        pieces: set[Path] = set()
        todo = list(drawn)
        while todo:
            path = todo.pop()
            found = {path.parents[0] / piece.decode() for piece in KIT.findall(path.read_bytes())}
            todo += [piece for piece in found - pieces if piece.is_file()]
            pieces |= found
        return {path.relative_to(self.root).as_posix() for path in (*drawn, *pieces)}


def _unknown(slug: str, known: Collection[str]) -> Problem:
    message = f"no handout '{slug}' is shipped"
    return Problem(Where("content/handouts"), message, did_you_mean(slug, known))


def _translated(path: Path) -> bool:
    """Whether a file is of a translation (es.yaml, es.lock, facts.es.yaml): none is taken along
    unasked, as nobody answers for a machine's."""
    others = {one.stem for one in ENGLISH.parent.glob("*.yaml")} - {ENGLISH.stem}
    return not others.isdisjoint(path.name.split(".")[:-1])


def _is_text(path: str) -> bool:
    """Whether it is a text that is told, or that says what is told."""
    return path.startswith("content/") and path.endswith(".yaml")


def _sifted(path: str) -> bool:
    """Whether it is taken along only where it is of use."""
    return _is_text(path) or path.startswith(SIFTED)


def _sift(texts: dict[str, str], wanted: Collection[str]) -> None:
    """Make sources, switches and sets smaller, in place; a file of which nothing is left goes."""
    lists = ("content/sources.yaml", "content/checks.yaml", "content/sets.yaml")
    rest = {path: text for path, text in texts.items() if path not in lists}
    sources, checks, sets = (texts.get(path, "") for path in lists)
    texts[lists[0]] = sift.entries(sources, sift.cited(sources, rest.values()))
    if checks:
        own = [text for path, text in rest.items() if path.startswith("content/handouts/")]
        shared = [text for path, text in rest.items() if path.startswith("content/common/")]
        told = [*own, *(one for text in shared for one in sift.included(own, text))]
        texts[lists[1]] = sift.switches(checks, {*sift.cited(sources, told), *wanted})
    whole = sift.whole_sets(sets, wanted) if sets else set()
    if whole:
        texts[lists[2]] = sift.entries(sets, whole)
    else:
        texts.pop(lists[2], None)


def _scalars(text: str) -> Iterator[str]:
    for token in yaml.scan(text, Loader=LOADER):
        if isinstance(token, yaml.ScalarToken):
            yield token.value
