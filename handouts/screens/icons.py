"""Icons and the logo of a page: in the colours that words have, so that they follow light and
dark."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping

from ..pictures.darkroom import darkroom
from ..pictures.drawing import CURRENT, Drawing
from ..pictures.gallery import Gallery
from ..pictures.photo import Photo, Picture
from ..pictures.written import inline, symbol
from ..source.elements import NOTHING, Markup, element

# The roles that an icon has the colour of the words beside it for.
OF_ICON = frozenset({CURRENT, "icon", "icon-line", "icon/line", "icon/fill"})
DOTS_OF_LOGO = (600, 400)  # three for each pixel that it is wide on a page
OF_BRAND = frozenset({"brand", "brand/line", "brand/fill"})


class Icons:
    """The icons of one page, each once."""

    def __init__(
        self,
        gallery: Gallery,
        mark: Picture,
        paints: Mapping[str, str],
        followed: Mapping[str, str],
    ) -> None:
        self.gallery, self.mark, self.paints = gallery, mark, paints
        self.followed = followed  # colours of the page that change with light and dark
        self.symbols: dict[str, Markup] = {}

    def icon(self, name: str) -> Markup:
        """An icon beside words that say as much."""
        drawing = self.gallery.picture(name)
        if not isinstance(drawing, Drawing):
            return NOTHING
        if name not in self.symbols:
            self.symbols[name] = symbol(drawing, f"icon:{name}", self.colour(OF_ICON | OF_BRAND))
        use = element("use", href=f"#icon:{name}")
        return element("svg", use, class_="icon", viewBox="0 0 24 24", aria_hidden="true")

    def logo(self, name: str) -> Markup:
        """The brand's own picture; ``name`` says whose it is."""
        if isinstance(self.mark, Photo):
            kind, data = darkroom().screen(self.mark, DOTS_OF_LOGO)
            address = f"data:{kind};base64,{b64encode(data).decode()}"
            return element("img", src=address, class_="logo", alt=name)
        told = {"class_": "logo", "role": "img", "aria_label": name}
        return inline(self.mark, "page:logo", self.colour(OF_ICON), **told)

    def colour(self, words: frozenset[str]) -> Callable[[str], str]:
        """The colour of roles, ``words`` being those of what stands beside."""

        def found(role: str) -> str:
            if role in words:
                return "currentColor"
            name = role.partition("/")[0]
            return f"var(--{name})" if name in self.followed else self.paints[role]

        return found
