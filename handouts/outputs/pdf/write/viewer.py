"""What a file asks of the program that shows and prints it (ISO 32000-1, 12.2)."""

from __future__ import annotations

from ....content.editions import Printing, Turn

DUPLEX: dict[Turn, str] = {
    "": "Simplex",
    "short": "DuplexFlipShortEdge",
    "long": "DuplexFlipLongEdge",
}


def preferences(printing: Printing, *, titled: bool, back: bool = False) -> str:
    """The viewer preferences of a file: how its print dialog is set when it opens, and whether the
    window is named after the title (PDF/UA-1, 7.1).

    What is folded or cut keeps its size: a dialog that fits it to the page moves folds and cuts.
    """
    size = "None" if printing.true else "AppDefault"
    title = "/DisplayDocTitle true" if titled else ""
    way = "/Direction/R2L" if back else ""  # pages side by side, and how they are bound
    return f"<<{title}{way}/PrintScaling/{size}/Duplex/{DUPLEX[printing.turn]}>>"
