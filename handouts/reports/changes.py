"""What changed, as one page of HTML and as one tagged PDF."""

from __future__ import annotations

import base64
from pathlib import Path
from tempfile import TemporaryDirectory

from ..comparison import Found
from ..editions import PAPERS, REPORT
from ..outputs.pdf.gallery import Gallery
from ..outputs.pdf.setting import Rendered
from ..outputs.pdf.studio import Studio
from ..problems import Problem
from ..views.changes import report
from . import page

PICTURES = "pages"


def html(found: Found) -> bytes:
    """The report for a screen."""
    pictures = {name: base64.b64encode(data).decode() for name, data in found.pictures.items()}
    return page("changes.html.j2", changes=found.changes, pictures=pictures, lang=_language(found))


def _language(found: Found) -> str:
    locale = found.press.shelf(found.language).locale
    return locale.language if locale else found.language


def pdf(found: Found) -> tuple[bytes, tuple[Problem, ...]]:
    """The report for paper; nothing where the brand or the words of the language are broken."""
    press, brand = found.press, found.press.look[0]
    lowering = press.shelf(found.language).lowering
    locale = press.shelf(found.language).locale
    if brand is None or locale is None:
        return b"", ()
    author = lowering.clinic.name if lowering else brand.logo
    document = report(found.changes, locale, author, found.issued)
    with TemporaryDirectory(prefix="handouts-") as folder:
        for name, data in found.pictures.items():
            path = Path(folder) / PICTURES / f"{name}.png"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        icons, pictures = press.galleries[1], Gallery(Path(folder), PICTURES, PICTURES, brand, None)
        studio = Studio(brand, REPORT, PAPERS["letter"], press.assets, pictures, icons, press.logo)
        rendered: Rendered = studio.render(document, locale.words.page_of)
    return rendered.data, rendered.problems
