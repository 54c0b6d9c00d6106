"""Views: which story of a handout is told. Each turns a handout into a document."""

from collections.abc import Callable, Mapping

from ..content.blocks import Lowering
from ..content.handout import Handout
from ..meaning.document import Document
from .brochure import brochure, large
from .leaflet import card, leaflet, poster
from .sheet import sheet

VIEWS: Mapping[str, Callable[[Handout, Lowering], Document]] = {
    "brochure": brochure,
    "large": large,
    "sheet": sheet,
    "leaflet": leaflet,
    "card": card,
    "poster": poster,
}
