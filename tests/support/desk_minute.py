"""A person's minute at the desk, recorded: ``python -m tests.support.desk_minute`` tells the
seconds from its start to the dialog of the printer, at the pace of a person."""

from __future__ import annotations

import time

from tests.support.desk import Desk, Tab

PACE = 0.25  # seconds for a key
NO_DIALOG = "window.print = () => { top.printed = (top.printed || 0) + 1; };"
SIDE = "document.activeElement.type === 'radio' && !document.activeElement.name.startsWith('depth')"
NAME = "document.activeElement === document.querySelector('.fields input')"


class Minute:
    """A run: what was done, and after how many seconds."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()

    def tell(self, what: str) -> None:
        print(f"{time.perf_counter() - self.begun:5.1f} s  {what}", flush=True)


def typed(tab: Tab, text: str) -> None:
    for letter in text:
        time.sleep(PACE)
        tab.type(letter)


def pressed(tab: Tab, key: str, until: str = "", modifiers: int = 0) -> None:
    """A key, again and again ``until`` a script is true."""
    while not until or not tab.run(until):
        time.sleep(PACE)
        tab.press(key, modifiers)
        if not until:
            break


def main() -> None:
    with Tab() as tab:
        tab.ahead(NO_DIALOG)
        run = Minute()
        with Desk() as desk:
            tab.show(desk)
            run.tell("the desk is started, and its handouts are listed")
            typed(tab, "slipped disc")
            pressed(tab, "Enter")
            run.tell("found and picked: Discectomy, short sheet")
            pressed(tab, "Tab", NAME)
            typed(tab, "Ann Sample")
            run.tell("the name is told")
            pressed(tab, "Tab", SIDE)
            pressed(tab, " ")
            tab.wait("(document.querySelector('.front img')?.alt || '').includes('Side: Left')")
            run.tell("the side is chosen, and the page shows it")
            pressed(tab, "Enter", modifiers=tab.CONTROL)
            tab.wait("top.printed === 1")
            run.tell(f"the dialog of the printer; {tab.keys} keys besides letters")


if __name__ == "__main__":
    main()
