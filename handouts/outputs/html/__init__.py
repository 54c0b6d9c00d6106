"""One page of HTML for each handout: for a phone, a screen reader, any browser. It needs nothing
but itself."""

from __future__ import annotations

from ...content.editions import Edition
from ..output import Output

EDITION = Edition("web", "one page for a phone, a screen reader or any browser, in one file")

OUTPUT = Output(".html", "text/html; charset=utf-8", (EDITION,), f"{__name__}.page", papered=False)
