"""The first stages of a site: its brand, its pictures, and what all documents of an edition share.

They know no text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping
from pathlib import Path

from ..content.bound import STANDARD
from ..content.brand import BRAND, ICONS, Brand, load_brand
from ..content.editions import EDITIONS
from ..content.families import with_families
from ..content.locale import Locale
from ..outputs.output import Shown
from ..outputs.pdf.look import Look, logo_room
from ..outputs.pdf.text.fontfile import fault
from ..pictures.darkroom import darkroom
from ..pictures.drawing import Drawing
from ..pictures.gallery import Gallery
from ..pictures.photo import ENLARGED, Photo, Picture
from ..pictures.titled import Titled, titled
from ..source import lasting
from ..source.problems import Problem, Where
from ..source.reader import Reading
from .memo import Found, Memo, T
from .site import Site

ASKED = ("brand", "figures", "fonts", "icc", "icons")  # folders of assets that builds look into

LEGIBLE = 1.5  # contrast with paper, 1 to 21: a logo may be pale (WCAG 2.2, 1.4.3), not lost
FILLED = 0.4  # of the size on paper that a logo would have without the empty edges of its picture
FOR_PAPER = "ask who drew it for the one for white paper, or take its SVG in colours of the brand"
CUT = "cut off what is empty around it, and save it again"

NOTHING: Mapping[str, tuple[str, ...]] = {}


class Looks:
    """How a site looks: its brand, its pictures, and what outputs show documents with."""

    def __init__(self, site: Site, memo: Memo | None = None) -> None:
        self.site, self.memo = site, memo or Memo()

    def _once(self, stage: str, *given: Hashable, make: Callable[[], T]) -> T:
        return self.memo.once((stage, *given), make)

    @property
    def look(self) -> Found[Brand]:
        """The brand, its fonts tried."""

        def look() -> Found[Brand]:
            found = list[Problem]()
            given = (self.site.assets.name, self.site.assets.whole)
            return lasting.once("brand", given, lambda: self._look(found)), tuple(found)

        return self._once("look", self.site.assets.whole, make=look)

    def _look(self, problems: list[Problem]) -> Brand | None:
        """The brand, or the ``problems`` with it."""
        context, assets = Reading(), self.site.assets
        # what lies there would be told as missing, picture by picture
        inside = (one for one in assets.unread if one.partition("/")[0] in ASKED)
        if closed := [*filter(None, map(assets.closed, inside))]:
            problems += closed
            return None
        if BRAND not in assets.files and not assets.closed(BRAND):
            problems.append(self.site.missing(assets.shown(BRAND)))
            return None
        brand = load_brand(assets, context)
        fonts = brand.fonts if brand else None
        for owner, field in fonts.files() if fonts else ():
            entry = getattr(owner, field)
            if found := fault(assets.files[entry], own=owner is fonts):
                context.report(
                    context.place(owner, field), f"'{entry}' {found.message}", found.hint
                )
        if brand is None or context.problems:
            problems += context.problems
            return None
        return with_families(brand, assets)

    @property
    def brand(self) -> Brand:
        """The brand, where it is known to be sound."""
        brand = self.look[0]
        assert brand is not None
        return brand

    @property
    def galleries(self) -> tuple[Gallery, Gallery, Gallery]:
        """Figures, icons, and the brand's own pictures."""
        return self._once("galleries", self.site.assets.whole, make=self._galleries)

    def _galleries(self) -> tuple[Gallery, Gallery, Gallery]:
        figures, icons, marks = (
            Gallery(self.site.assets, folder, self.brand, self.memo.cache, self.brand.logo)
            for folder in ("figures", "icons", "brand")
        )
        return figures, icons, marks

    @property
    def fixtures(self) -> tuple[Problem, ...]:
        """What is wrong with the brand and with the pictures that every brochure has."""
        given = (self.site.assets.whole, self.site.taken is None)
        return self._once("fixtures", *given, make=self._fixtures)

    def _fixtures(self) -> tuple[Problem, ...]:
        brand, problems = self.look
        if brand is None:
            return problems
        _, icons, marks = self.galleries
        found = [*marks.faults(Path(brand.logo).stem), *self._unfit(brand)]
        for name in sorted(filter(None, ICONS.values())):
            found.extend(icons.faults(name))
            if name not in icons:
                where, message = (
                    Where(self.site.assets.shown("icons")),
                    f"the icon '{name}' is missing",
                )
                hint = "panels need it: draw one, or copy it back"
                if self.site.taken is not None:
                    hint += "; 'python -m handouts update' brings what this version needs"
                found.append(Problem(where, message, hint))
        return tuple(found)

    def _unfit(self, brand: Brand) -> Iterator[Problem]:
        """What is told of a logo of dots that cannot be seen, or has too few of them for the cover
        of a booklet; where there is more room, on a poster, it is printed no larger than they
        allow."""
        logo, room = self.logo, logo_room(brand.units.logo)
        if not isinstance(logo, Photo):
            return
        judged, where = darkroom().judged(logo), Where(logo.shown)
        if judged.lost:
            yield Problem(where, "a part of the logo is white on see-through ground", FOR_PAPER)
        if judged.contrast < LEGIBLE:
            message = f"the logo has a contrast of {judged.contrast:.2f}:1 with paper"
            yield Problem(where, f"{message}, less than {LEGIBLE}:1", FOR_PAPER)
        own = (logo.width, logo.height)
        scale = min(have / one for have, one in zip(room, own, strict=True))
        most = min(one / part / its for one, part, its in zip(room, judged.room, own, strict=True))
        if scale < FILLED * most:
            across, down = (round(100 * part) for part in judged.room)
            message = f"the logo fills {across}% of its width and {down}% of its height"
            yield Problem(where, f"{message}, so it is printed small", CUT)
        if scale > ENLARGED:
            across, down = logo.pixels
            needed = " x ".join(str(math.ceil(own * scale)) for own in logo.pixels)
            message = f"the logo has {across} x {down} dots; printed on a cover it needs {needed}"
            hint = "ask who drew it for a larger one, or for the SVG, which is sharp at any size"
            yield Problem(where, message, hint)

    @property
    def plain_look(self) -> Look:
        """The look of the standard edition, that no group of handouts has a say in."""
        look = lambda: Look(self.brand, EDITIONS[STANDARD], self.site.assets)  # noqa: E731
        return self._once("plain look", self.site.assets.whole, make=look)

    @property
    def logo(self) -> Picture:
        """The brand's own picture; nothing is drawn where it is broken."""
        return self.galleries[2].picture(Path(self.brand.logo).stem) or Drawing(1, 1)

    @property
    def logo_title(self) -> Titled | None:
        """Whose logo it is, as a drawing says of itself; a picture of dots says nothing."""
        brand, assets = self.look[0], self.site.assets
        if brand is None or not brand.logo.lower().endswith(".svg"):
            return None
        return titled(assets.data(brand.logo) or b"", assets.shown(brand.logo))

    def lacks(self, text: str) -> str:
        """The characters of ``text`` that the brand's fonts do not have, each once."""
        look = self.plain_look
        return "".join(dict.fromkeys(look.regular.lacks(text) + look.bold.lacks(text)))

    def shown(
        self,
        locale: Locale,
        paper: str,
        binding: float = 0,
        *,
        private: Mapping[str, tuple[str, ...]] = NOTHING,
    ) -> Shown:
        """What an output shows documents with; ``private`` is what is told of a patient."""
        figures, icons, _ = self.galleries
        return Shown(
            self.brand,
            self.site.assets,
            figures,
            icons,
            self.logo,
            locale,
            paper,
            binding,
            private,
            self._shared,
        )

    def _shared(self, stage: str, *given: Hashable, make: Callable[[], T]) -> T:
        """What documents share that look the same."""
        return self._once(stage, self.site.assets.whole, *given, make=make)
