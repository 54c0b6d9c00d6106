"""A real browser, and axe-core in it, as judges of pages of HTML.

The browser is Chromium or Chrome, found by its usual names or named by ``HANDOUTS_BROWSER``.
axe-core comes with a package of the lock; ``HANDOUTS_AXE`` names another one's ``axe.min.js``. We
speak the browser's own protocol through a pipe: Playwright was tried with the same Chromium, brings
165 MB, and took twelve times as long for a script in a page and six times for a key.

    python -m tests.support.browser FILE...
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any, Literal, Self

from tests.support.outside import absent

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-extensions",
    "--hide-scrollbars",
)
# The browser reads what we say from file 3 and answers on file 4.
LAUNCH = (
    "import os, sys; r, w, *run = sys.argv[1:]; os.dup2(int(r), 3); os.dup2(int(w), 4); "
    "os.execvp(run[0], run)"
)
TAGS = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# off unless asked for
ENHANCED = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
COLOURS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
Media = Literal["screen", "print"]


@dataclass(frozen=True)
class Violation:
    """A rule of axe-core that a page breaks: how often, and the first place."""

    rule: str
    help: str
    count: int
    first: str


def missing() -> str:
    """Why pages cannot be judged on this machine; nothing where they can."""
    return "" if _browser() else f"{absent('chromium')}, or name a Chrome in HANDOUTS_BROWSER"


def _browser() -> str:
    named = os.environ.get("HANDOUTS_BROWSER", "")
    return named or next(filter(None, map(shutil.which, NAMES)), "")


def _axe() -> str:
    """The program axe-core, as text to run in a page."""
    named = os.environ.get("HANDOUTS_AXE", "")
    return (Path(named) if named else Path(_carrier(), "axe.min.js")).read_text("utf-8")


def _carrier() -> str:
    """The folder of the package that brings axe-core, which is not imported: it wants more."""
    found = find_spec("axe_playwright_python")
    assert found and found.submodule_search_locations
    return found.submodule_search_locations[0]


class Browser:
    """A browser without a window, with one tab."""

    session: str
    asked_for: list[str]
    context: str  # the profile, of a window that stands apart

    def __enter__(self) -> Self:
        self.folder = tempfile.TemporaryDirectory(prefix="handouts-", ignore_cleanup_errors=True)
        hear, self.say = os.pipe()
        self.answer, tell = os.pipe()
        browser = [
            _browser(),
            *OPTIONS,
            "--remote-debugging-pipe",
            f"--user-data-dir={self.folder.name}",
        ]
        command = [sys.executable, "-c", LAUNCH, str(hear), str(tell), *browser]
        self.child = subprocess.Popen(
            command, pass_fds=(hear, tell), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(hear)
        os.close(tell)
        self.numbers, self.read = count(1), bytearray()
        self._window()
        return self

    def __exit__(self, *_: object) -> None:
        self.session = ""
        try:
            self.ask("Browser.close")
        except (ConnectionError, OSError):
            self.child.terminate()
        self.child.wait()
        os.close(self.say)
        os.close(self.answer)
        self.folder.cleanup()

    def _window(self, **told: str) -> None:
        """A window of its own for all that is asked from now on."""
        self.session, self.asked_for = "", []
        target = self.ask("Target.createTarget", url="about:blank", **told)["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")
        self.ask("Network.enable")

    @contextmanager
    def apart(self) -> Iterator[Self]:
        """Another window of the same process with a profile of its own: it knows nothing of this
        one. Starting a browser takes longer than that."""
        other = copy(self)
        other.session = ""
        other.context = other.ask("Target.createBrowserContext")["browserContextId"]
        other._window(browserContextId=other.context)
        try:
            yield other
        finally:
            other.session = ""
            other.ask("Target.disposeBrowserContext", browserContextId=other.context)

    def ask(self, method: str, **parameters: Any) -> Any:
        """Do one thing of the Chrome DevTools Protocol, and wait until it is done."""
        number = next(self.numbers)
        words = {"id": number, "method": method, "params": parameters}
        words |= {"sessionId": self.session} if self.session else {}
        rest = json.dumps(words).encode() + b"\0"
        while rest:
            rest = rest[os.write(self.say, rest) :]
        while True:
            told = self._next()
            if told.get("method") == "Network.requestWillBeSent":
                self.asked_for.append(told["params"]["request"]["url"])
            if told.get("id") == number:
                if "error" in told:
                    raise ValueError(f"{method}: {told['error']['message']}")
                return told["result"]

    def _next(self) -> Any:
        while (end := self.read.find(0)) < 0:
            more = os.read(self.answer, 1 << 16)
            if not more:
                raise ConnectionError("the browser has gone")
            self.read += more
        told = bytes(self.read[:end])
        del self.read[: end + 1]
        return json.loads(told)

    def open(
        self,
        path: Path,
        width: int = 1280,
        media: Media = "screen",
        *,
        dark: bool = False,
        behind: str = "",
    ) -> None:
        """Show a file in a window of this width; ``behind`` its address stands what it is asked
        for."""
        self.ask("Page.navigate", url="about:blank")
        self.wide(width)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.ask("Emulation.setEmulatedMedia", media=media, features=[scheme, still])
        self.asked_for, self.address = [], path.resolve().as_uri()
        self.ask("Page.navigate", url=f"{self.address}{behind}")
        while self.run("document.readyState") != "complete":
            pass

    def wide(self, width: int) -> None:
        """A window of so many pixels from side to side."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)

    def requests(self) -> tuple[str, ...]:
        """What the page has asked for besides itself and what it carries."""
        own = (self.address, "data:")
        return tuple(one for one in self.asked_for if not one.startswith(own))

    def press(self, key: str) -> None:
        """Press a key and let it go, such as Tab, Enter or ArrowDown."""
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        number = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowDown": 40}.get(key, 0)
        told = {"key": key, "code": key, "windowsVirtualKeyCode": number}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **told)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **told)

    def write(self, words: str) -> None:
        """Put words where the cursor is, as a keyboard does."""
        self.ask("Input.insertText", text=words)

    def run(self, script: str) -> Any:
        """The value of a script in the page."""
        told = self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in told:
            raise ValueError(json.dumps(told["exceptionDetails"])[:500])
        return told["result"].get("value")

    def violations(self, *, colours: bool = False) -> tuple[Violation, ...]:
        """What axe-core finds wrong with the page: WCAG 2 at all levels but for a few rules, and
        best practice; or by the rules of ``colours`` alone, where all else was judged before."""
        self.run(_axe() + ";0")
        judged = {"type": "rule", "values": COLOURS} if colours else {"type": "tag", "values": TAGS}
        options = {"runOnly": judged, "resultTypes": ["violations"], "rules": ENHANCED}
        found = json.loads(
            self.run(
                f"axe.run(document, {json.dumps(options)}).then(r => JSON.stringify(r.violations))"
            )
        )
        return tuple(
            Violation(one["id"], one["help"], len(one["nodes"]), one["nodes"][0]["html"][:200])
            for one in found
        )

    def widest(self) -> int:
        """How wide the page is; wider than its window, and it must be scrolled sideways."""
        return int(self.run("document.documentElement.scrollWidth"))

    def picture(self, path: Path) -> None:
        data = self.ask("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        path.write_bytes(base64.b64decode(data))

    def printed(self, path: Path) -> None:
        """Print the page to a PDF, as the page's own style wants it."""
        self.ask("Emulation.setEmulatedMedia", media="print")
        data = self.ask("Page.printToPDF", preferCSSPageSize=False, printBackground=True)["data"]
        path.write_bytes(base64.b64decode(data))


if __name__ == "__main__":
    if missing():
        sys.exit(missing())
    with Browser() as browser:
        for name in sys.argv[1:]:
            for media, width in (("screen", 1280), ("screen", 320), ("print", 720)):
                browser.open(Path(name), width, "print" if media == "print" else "screen")
                found = browser.violations()
                print(
                    f"{name}, {media}, {width} px: {len(found)} violations, "
                    f"{browser.widest()} px wide"
                )
                for one in found:
                    print(f"  {one.rule} ({one.count}): {one.help}: {one.first}")
