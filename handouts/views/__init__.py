"""Views: which story of a handout is told. Each turns a handout into a document."""

from collections.abc import Callable, Mapping

from ..content.blocks import Lowering
from ..content.handout import Handout
from ..meaning.document import Document
from .brochure import brochure, large
from .leaflet import card, leaflet, poster
from .sheet import sheet, sheet_beside

Tell = Callable[[Handout, Lowering], Document]
VIEWS: Mapping[str, Tell] = {
    "brochure": brochure,
    "large": large,
    "sheet": sheet,
    "leaflet": leaflet,
    "card": card,
    "poster": poster,
}
BESIDE: Mapping[str, Tell] = {"sheet": sheet_beside}  # those told otherwise beside a language
