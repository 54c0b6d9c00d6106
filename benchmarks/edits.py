"""From an edit to its picture in a browser that watches: seconds on the clock, and those that the
program says it took, for edits of one sentence.

python -m benchmarks.edits [SLUG] [COUNT]
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.browser import Browser, missing

ROOT = Path(__file__).parents[1]
# resolves with the clock of the browser once the picture of a page that changed is decoded
SEEN = """new Promise(done => {
  const look = async () => {
    const image = document.querySelector("figure.changed img");
    if (image && image.dataset.id !== window.before) {
      await image.decode();
      window.before = image.dataset.id;
      requestAnimationFrame(() => done(Date.now()));
    } else setTimeout(look, 2);
  };
  look();
})"""
PROSE = r"        [A-Z a-z,']+\."  # the last line of a paragraph
TOOK = "Number(document.getElementById('state').textContent.match(/([0-9]+) ms/)[1])"


def edits(home: Path, slug: str, count: int) -> list[tuple[float, float, float]]:
    """Seconds until each edit is seen, those that the program says it took to make it, and those of
    processor that it used for it all."""
    process = subprocess.Popen(
        [sys.executable, "-m", "handouts", "watch", slug, "--no-browser"],
        cwd=home,
        env={"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PATH": ""},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    found = re.search(r"open file://(\S+) ", process.stdout.readline())
    assert found
    address = re.findall(r'0;url=([^"]+)', Path(found[1]).read_text("utf-8"))[0]
    path = home / f"content/handouts/{slug}/en.yaml"
    text = path.read_text("utf-8")
    old = next(line for line in text.splitlines() if re.fullmatch(PROSE, line))
    out = []
    try:
        with Browser() as browser:
            browser.ask("Page.navigate", url=address)
            while not browser.run("document.images.length && document.images[0].complete"):
                time.sleep(0.1)
            browser.run("window.before = ''")
            for number in range(count + 1):
                new = f"{old} This is edit number {number}{', and it is longer' * (number % 3)}."
                start, used = time.time(), _used(process.pid)
                path.write_text(text.replace(f"{old}\n", f"{new}\n", 1), "utf-8")
                seen = float(browser.run(SEEN)) / 1000 - start
                took = float(browser.run(TOOK)) / 1000
                time.sleep(0.3)
                out.append((seen, took, _used(process.pid) - used))
    finally:
        path.write_text(text, "utf-8")
        process.terminate()
        process.wait()
    return out[1:]  # the first scrolls to the page


def _used(pid: int) -> float:
    """Seconds of processor that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(slug: str = "discectomy", count: str = "20") -> None:
    if why := missing():
        print(f"from an edit to its picture: left out: {why}")
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("content", "assets"):
            shutil.copytree(ROOT / name, home / name)
        found = edits(home, slug, int(count))
    for told, values in zip(
        ("edit to picture", "of it making", "processor"), zip(*found, strict=True), strict=True
    ):
        ordered = sorted(values)
        print(
            f"{slug}: {told}: median {statistics.median(ordered):.3f} s, "
            f"least {ordered[0]:.3f} s, most {ordered[-1]:.3f} s, of {len(ordered)}"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
