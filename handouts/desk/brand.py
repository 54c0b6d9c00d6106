"""The brand as a form: the logo, two colours with how well they can be read, and how pages look
with them before anything is saved."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from pathlib import PurePosixPath

from ..api import Job, Site
from ..content.brand import BRAND, contrast
from ..making.produce import produce
from ..making.workshop import Workshop
from ..project.tasks import today
from ..source.files import alone, write_all
from ..source.problems import Problems
from ..source.values import replace
from . import seen, yamlfile
from .engine import Engine, told_problems
from .facts import version
from .refusal import Refusal

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
MAIN, TINT = "brand", "tint"
WHITE = "#FFFFFF"
MOST_LOGO = 400_000  # characters of an SVG file, or of the address that has a PNG or JPEG in it
DATA = re.compile(r"data:image/(png|jpeg);base64,")
PAGES = 2  # of a handout that are shown


def form(engine: Engine) -> dict[str, object]:
    """The two colours and the logo, and the version that was read. Raises ``Problems``."""
    data = _file(engine)
    palette = yamlfile.opened(data)["palette"]
    main, tint = str(palette[MAIN]), str(palette[TINT])
    return {
        "version": version(data),
        "main": main,
        "tint": tint,
        "contrast": measured(main, tint, str(palette["ink"])),
    }


def _file(engine: Engine) -> bytes:
    data = engine.site.assets.data(BRAND)
    if data is None:
        raise Problems([engine.site.missing(engine.site.assets.shown(BRAND))])
    return data


def measured(main: str, tint: str, ink: str) -> dict[str, float]:
    """How well words can be read: contrasts from 1 to 21 (WCAG 2.2)."""
    pairs = {"on-white": (main, WHITE), "on-tint": (ink, tint), "main-on-tint": (main, tint)}
    return {name: round(contrast(*pair), 1) for name, pair in pairs.items()}


def changed(engine: Engine, told: Mapping[str, object]) -> dict[str, bytes]:
    """The files of the brand with what was sent, by their paths inside ``assets``. Raises
    ``Refusal``."""
    data = _file(engine)
    tree = yamlfile.opened(data)
    colours = {MAIN: told.get("main", ""), TINT: told.get("tint", "")}
    if not all(isinstance(one, str) and COLOUR.fullmatch(one) for one in colours.values()):
        raise Refusal(400, "colour")
    values: dict[tuple[str, ...], yamlfile.Value] = {}
    for name, new in colours.items():
        old = str(tree["palette"][name])
        for path in _places(tree, old) if old.casefold() != str(new).casefold() else ():
            values[path] = str(new).upper()
    files = {BRAND: yamlfile.changed(data, values)}
    logo = told.get("logo", "")
    if logo:
        name, picture = _logo(str(tree["logo"]), logo)
        files[name] = picture
        if name != tree["logo"]:
            files[BRAND] = yamlfile.changed(files[BRAND], {("logo",): name})
    return files


def _logo(now: str, sent: object) -> tuple[str, bytes]:
    """The file of a logo, which has the name of the one there is ``now`` and an ending of its own:
    SVG is sent as it is, PNG and JPEG as a data address. Raises ``Refusal``."""
    if not isinstance(sent, str) or len(sent) > MOST_LOGO:
        raise Refusal(400, "logo")
    kind, data = ".svg", sent.encode()
    if found := DATA.match(sent):
        kind = f".{found[1]}"
        try:
            data = b64decode(sent[found.end() :], validate=True)
        except ValueError:
            raise Refusal(400, "logo") from None
    same = PurePosixPath(now).suffix.lower().replace(".jpg", ".jpeg") == kind
    return now if same else str(PurePosixPath(now).with_suffix(kind)), data


def _places(tree: Mapping[str, object], colour: str) -> list[tuple[str, ...]]:
    """Where a colour of the palette stands, also as the note of a family or in pictures."""
    out = []
    for section in ("palette", "groups", "figures"):
        for path, value in _flat(tree.get(section), (section,)):
            if isinstance(value, str) and value.casefold() == colour.casefold():
                out.append(path)
    return out


def _flat(tree: object, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], object]]:
    if isinstance(tree, Mapping):
        return [one for name, below in tree.items() for one in _flat(below, (*path, str(name)))]
    return [(path, tree)]


def shown(engine: Engine, told: Mapping[str, object]) -> dict[str, object]:
    """How a handout looks with what was sent, and what is wrong with it."""
    files = changed(engine, told)
    site = replace(engine.site, assets=engine.site.assets.changed(files))
    main, tint = str(told["main"]), str(told["tint"])
    ink = str(yamlfile.opened(files[BRAND])["palette"]["ink"])
    told_contrast = {"contrast": measured(main, tint, ink)}
    if problems := Workshop(site).fixtures:
        return {**told_contrast, "problems": told_problems(problems)}
    made = produce(site, engine.clinic, _example(site))
    pages = list(seen.pages(made.data, seen.SHARP, PAGES)) if made.data else []
    return {
        **told_contrast,
        "problems": told_problems(made.problems),
        "pages": [{"picture": page.address, "words": page.words} for page in pages],
    }


def _example(site: Site) -> Job:
    slug = site.slugs[0]
    return Job(slug, site.written[slug][0], "standard", "letter", day=today())


def save(engine: Engine, told: Mapping[str, object]) -> dict[str, object]:
    """Writes the brand, whole or not at all; nothing where it is not sound, or where somebody else
    saved since it was read."""
    folder = engine.folders.assets
    with alone(folder):
        engine.load()
        if version(_file(engine)) != told.get("version"):
            return {"conflict": form(engine)}
        found = shown(engine, told)
        if found["problems"]:
            return found
        home = engine.brand or folder / BRAND.partition("/")[0]
        files = changed(engine, told).items()
        write_all({home / path.partition("/")[2]: data for path, data in files})
    engine.load()
    return {**found, "saved": True, **form(engine)}
