"""Makes the pictures of ``docs/desk``: ``python -m tests.support.desk_pictures``."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.support.brochures import ROOT
from tests.support.desk import Desk, Tab

OUT = ROOT / "docs" / "desk"
WIDE, HIGH, COLOURS = 1440, 1000, 128
TYPED = {
    "Surgeon": "Dr. Example",
    "Level of the spine": "L4-L5",
    "Day": "2026-12-04",
    "Time": "07:30",
    "Be there at": "06:00",
    "Where": "Second floor, desk B",
    "Food and drink": "No food after midnight.",
    "Medicines to stop": "Ibuprofen: stop on Friday",
    "Limits for now": "No lifting",
    "Notes from your team": "Bring your walker and good shoes.",
}
LIST = """Patient,Handout,Side,Date,Arrival,Note
Ann Sample,discectomy,Left,12/04/2026,6:00 AM,Bring your walker
Bo Sample,spinal-fusion,,12/04/2026,7:00 AM,
Cy Sample,Caring for your back,,,,
Di Sample,laminectomy,Right,12/40/2026,8:00 AM,
"""
TYPE = """
for (const label of document.querySelectorAll('.field > label')) {
  const text = (TYPED)[label.firstChild.textContent], box = document.getElementById(label.htmlFor);
  if (text) { box.value = text; box.dispatchEvent(new Event('input')); }
}
0
"""


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with Desk() as desk, Tab() as tab, tempfile.TemporaryDirectory() as folder:
        tab.show(desk, WIDE)
        tab.type("slipped disc")
        tab.press("Enter")
        tab.wait("!!document.querySelector('.front img')")
        tab.run("document.querySelector('.fields input').focus(); 0")
        tab.type("Ann Sample")
        tab.run(TYPE.replace("TYPED", repr(TYPED)))
        tab.click(".card input")
        tab.wait("document.querySelector('.front img').alt.includes('walker')")
        tab.wait("document.querySelectorAll('.small-pages img').length > 0")
        shot(tab, "desk")
        tab.colours("dark")
        shot(tab, "dark")
        tab.colours("light")
        listed(tab, Path(folder) / "morning.csv")
        shot(tab, "lists", 1260)
        shown(tab, "facts", lambda: tab.click("#view-facts button[aria-label$='After hours']"))
        shot(tab, "facts")
        shown(tab, "brand", lambda: None)
        shot(tab, "brand")


def listed(tab: Tab, path: Path) -> None:
    """A list with its columns told and its rows checked."""
    path.write_text(LIST, "utf-8")
    tab.click("[data-view=lists]")
    tab.choose("#list-file", path)
    tab.wait("!!document.querySelector('#list-order')")
    tab.run("document.getElementById('list-order').value = 'mdy'; 0")
    tab.click("#view-lists .main")
    tab.wait("!!document.querySelector('#view-lists .bad')")


def shown(tab: Tab, view: str, then: Callable[[], None]) -> None:
    """A view with a page in it."""
    tab.run("scrollTo(0, 0); 0")
    tab.click(f"[data-view={view}]")
    tab.wait(f"document.getElementById('view-{view}').textContent.length > 60")
    then()
    tab.wait(f"!!document.querySelector('#view-{view} .front img')")


def shot(tab: Tab, name: str, high: int = HIGH) -> None:
    """What stands in the window, in few colours."""
    size = {"width": WIDE, "height": high, "deviceScaleFactor": 1, "mobile": False}
    tab.ask("Emulation.setDeviceMetricsOverride", **size)
    time.sleep(0.4)
    path = OUT / f"{name}.png"
    tab.picture(path)
    image = Image.open(BytesIO(path.read_bytes())).convert("RGB").crop((0, 0, WIDE, high))
    image.quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
