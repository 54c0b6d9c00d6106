"""A desk that is open: its own process, its address, and what asks it things, well or badly."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

from tests.support.brochures import ASSETS, CONTENT, ROOT
from tests.support.browser import Browser

PATIENCE = 30.0  # seconds
# For half a second at a time: a page that goes away in between answers nothing.
LOOKING = """
(async () => {
  for (const end = Date.now() + 500; Date.now() < end;) {
    try { if (SCRIPT) return true; } catch (_) { /* what it is about is not there yet */ }
    await new Promise((done) => setTimeout(done, 10));
  }
  return false;
})()
"""


class Answer(NamedTuple):
    """Status, headers in small letters, and bytes of an answer; nothing of any where the connection
    was closed."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.body)


class Desk:
    """``handouts desk`` in a process of its own, for a site in two folders; one that is there to be
    opened ``again`` takes many windows, one after the other, as no other desk does."""

    def __init__(
        self,
        content: Path = CONTENT,
        assets: Path = ASSETS,
        home: Path | None = None,
        *,
        again: bool = False,
    ) -> None:
        start = [sys.executable, "-m", *(("tests.support.desk_again",) if again else ("handouts",))]
        self.command = [*start, "desk", "--no-browser"]
        self.command += ["--content", str(content), "--assets", str(assets)]
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        if home:
            self.environment |= {"HOME": str(home), "TMPDIR": str(home)}
        self.home = home
        self.said: str | None = None

    def __enter__(self) -> Self:
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            cwd=self.home or ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return self._told()

    def again(self) -> Self:
        """A new key, for one more window."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self._told()

    def _told(self) -> Self:
        """Where it is opened, as it tells."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = re.search(r"file://(\S+)", line)
        assert found, line
        self.file = Path(found[1])
        opened = self.file.read_text("utf-8")
        address = re.search(r"http://127\.0\.0\.1:(\d+)/#k=([\w-]+)", opened)
        assert address, opened
        self.port, self.key = int(address[1]), address[2]
        self.token = ""
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self, *, kill: bool = False) -> str:
        """Ends the process; all that it said since it was open."""
        if self.said is None:
            if self.process.poll() is None:
                self.process.kill() if kill else self.process.terminate()
            self.said, _ = self.process.communicate(timeout=PATIENCE)
        return self.said or ""

    @property
    def worked(self) -> float:
        """Seconds of a processor that it took so far; where a system does not tell, of the clock.
        Others at work on a machine do not count."""
        path = Path(f"/proc/{self.process.pid}/stat")
        if not path.exists():
            return time.perf_counter() - self.begun
        user, system = path.read_text("utf-8").rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    # ------------------------------------------------------------ asking

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def headers(self) -> dict[str, str]:
        """Those of the desk's own page."""
        return {
            "Host": self.host,
            "Origin": f"http://{self.host}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
            "X-Desk-Token": self.token,
        }

    def open(self) -> Self:
        """Trades the key for a token."""
        self.token = self.ask("open", {"key": self.key}).told["token"]
        return self

    def ask(self, path: str, told: object = None, **other: str | None) -> Answer:
        """As the page asks; ``other`` headers, by names with underscores, in place of its own."""
        headers = self.headers | {
            name.replace("_", "-").title(): value or "" for name, value in other.items()
        }
        headers = {name: value for name, value in headers.items() if value}
        return self.raw("POST", f"/api/{path}", headers, json.dumps(told or {}).encode())

    def raw(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Answer:
        """A request, letter by letter."""
        lines = [f"{method} {target} HTTP/1.1", *(f"{n}: {v}" for n, v in headers.items())]
        if body or method == "POST":
            lines += [] if "Content-Length" in headers else [f"Content-Length: {len(body)}"]
        lines += ["Connection: close", "", ""]
        return self.bytes("\r\n".join(lines).encode("latin-1") + body)

    def bytes(self, data: bytes, *parts: bytes, pause: float = 0.0) -> Answer:
        """Sends bytes as they are; ``parts`` after a ``pause`` in seconds each."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as line:
            received = bytearray()
            try:
                line.sendall(data)
                for part in parts:
                    time.sleep(pause)
                    line.sendall(part)
                while more := line.recv(1 << 16):
                    received += more
            except (ConnectionError, TimeoutError):
                pass
        head, _, body = bytes(received).partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        pairs = (one.partition(":") for one in rest)
        status = int(first.split()[1]) if first else 0
        return Answer(status, {n.lower(): v.strip() for n, _, v in pairs}, body)


class Tab(Browser):
    """A real browser with the page of a desk in it, driven as a person does: with keys."""

    CODES = {"Enter": 13, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, "ArrowRight": 39, " ": 32}
    TEXTS = {"Enter": "\r", " ": " "}
    CONTROL, ALT, SHIFT = 2, 1, 8  # as the protocol counts them

    def __init__(self) -> None:
        self.keys = 0  # pressed, besides letters

    def show(self, desk: Desk, width: int = 1280, ready: str = ".result") -> None:
        """Opens the desk as its launcher does, and waits until it can be used: until what is
        ``ready`` then is there."""
        self.wide(width)
        self.ask("Page.navigate", url=desk.file.as_uri())  # which leads on to the desk
        self.wait(f"!!document.querySelector('{ready}')")

    def wait(self, script: str, patience: float = PATIENCE) -> None:
        """Until a script is true; the page itself looks, so nothing is asked meanwhile."""
        end, looking = time.monotonic() + patience, LOOKING.replace("SCRIPT", script)
        while time.monotonic() < end:
            try:
                if self.run(looking):
                    return
            except ValueError:  # the page is on its way to another
                time.sleep(0.01)
        raise TimeoutError(f"{script}: {self.run('document.body.innerText')[:2000]}")

    def type(self, text: str) -> None:
        self.ask("Input.insertText", text=text)

    def press(self, key: str, modifiers: int = 0) -> None:
        """One key, as often as a person presses it."""
        self.keys += 1
        given = {"key": key, "code": "Space" if key == " " else key, "modifiers": modifiers}
        given["windowsVirtualKeyCode"] = self.CODES[key]
        text = {"text": self.TEXTS[key]} if key in self.TEXTS and not modifiers else {}
        kind = "keyDown" if text else "rawKeyDown"
        self.ask("Input.dispatchKeyEvent", type=kind, **given, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **given)

    def text(self, selector: str) -> str:
        return str(self.run(f"document.querySelector({json.dumps(selector)})?.textContent || ''"))

    def click(self, selector: str) -> None:
        self.run(f"document.querySelector({json.dumps(selector)}).click(); 0")

    def choose(self, selector: str, path: Path) -> None:
        """A file, as from the dialog for files."""
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        node = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def colours(self, scheme: str) -> None:
        """Light or dark."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("Emulation.setEmulatedMedia", features=features)

    def ahead(self, script: str) -> None:
        """What runs before anything of a page does."""
        self.ask("Page.addScriptToEvaluateOnNewDocument", source=script)

    @property
    def profile(self) -> Path:
        """All that the browser writes."""
        return Path(self.folder.name)
