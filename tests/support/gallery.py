"""Makes the pictures of finished pages that the README shows: ``python -m tests.support.pictures``."""

from __future__ import annotations

import pypdfium2
from PIL import Image

from handouts.press import Press
from tests.support.brochures import ASSETS, CONTENT, ROOT

OUT = ROOT / "docs" / "pictures"
PAGES = {"discectomy-cover": ("discectomy", 1), "discectomy-risks": ("discectomy", 4), "help": ("discectomy", 7)}
DPI = 80


def main() -> None:
    press = Press(CONTENT, ASSETS, None)
    OUT.mkdir(parents=True, exist_ok=True)
    for name, (slug, page) in PAGES.items():
        path = OUT / f"{name}.png"
        _picture(press, slug, page).save(path, optimize=True)
        print(path.relative_to(ROOT))


def _picture(press: Press, slug: str, page: int) -> Image.Image:
    document, _, problems = press.document(slug, "en")
    assert document, problems
    locale = press.shelf("en").locale
    assert locale
    data = press.studio("standard", "letter").render(document, locale.words.page_of).data
    image: Image.Image = pypdfium2.PdfDocument(data)[page - 1].render(scale=DPI / 72).to_pil()
    return image.quantize(64)  # few colours: a small file


if __name__ == "__main__":
    main()
