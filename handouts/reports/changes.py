"""What changed, as one page of HTML and as one tagged PDF."""

from __future__ import annotations

import base64
from pathlib import Path

from ..comparison import Found
from ..content.editions import EDITIONS, PAPERS
from ..outputs.pdf.setting import Rendered
from ..outputs.pdf.studio import Studio
from ..pictures.gallery import Gallery
from ..source.problems import Problem
from ..source.snapshot import Folder, loose
from ..source.values import replace
from ..views.changes import report
from .templates import page

PICTURES = "pages"
# how what the program tells about handouts is printed: pictures are of whole pages
REPORT = replace(EDITIONS["standard"], name="report", use="", display=0.8, tallest=312.0)


def html(found: Found) -> bytes:
    """The report for a screen."""
    pictures = {name: base64.b64encode(data).decode() for name, data in found.pictures.items()}
    return page("changes.html.j2", changes=found.changes, pictures=pictures, lang=_language(found))


def _language(found: Found) -> str:
    locale = found.shop.shelf(found.language).locale
    return locale.language if locale else found.language


def pdf(found: Found) -> tuple[bytes, tuple[Problem, ...]]:
    """The report for paper; nothing where the brand or the words of the language are broken."""
    shop, brand = found.shop, found.shop.look[0]
    locale = shop.shelf(found.language).locale
    if brand is None or locale is None:
        return b"", ()
    facts, _ = shop.facts(found.clinic, found.language)
    document = report(found.changes, locale, facts.owner if facts else brand.logo, found.issued)
    named = {f"{PICTURES}/{name}.png": data for name, data in found.pictures.items()}
    made = Folder(PICTURES, {path: loose(Path(path), data) for path, data in named.items()})
    pictures = Gallery(made, PICTURES, brand, None)
    studio = Studio(
        brand, REPORT, PAPERS["letter"], shop.site.assets, pictures, shop.galleries[1], shop.logo
    )
    rendered: Rendered = studio.render(document, locale.words.page_of)
    return rendered.data, rendered.problems
