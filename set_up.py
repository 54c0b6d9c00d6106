"""Sets up ``.venv`` with the packages of a lock file, checked by hash. Needs nothing but Python.

``build.py`` calls it where packages are missing, make as
``build.py --set-up [desk | network | dev | bench]``.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOCKS = {
    "": "requirements.lock",
    "desk": "requirements-desk.lock",
    "network": "requirements-network.lock",
    "dev": "requirements-dev.lock",
    "bench": "requirements-bench.lock",
}
PIP = (
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-input",
    "--require-hashes",
    "--no-deps",
)
NO_VENV = """\
Python could not make the folder .venv; what it said stands above.
(On Debian and Ubuntu this needs: apt install python3-venv)"""
NO_PACKAGES = """\
The packages could not be installed; what pip said stands above.
They are fetched once: let this computer reach the network then, or fetch them on another one like
it (python -m pip download -r requirements.lock -d FOLDER), bring the folder, and set
PIP_NO_INDEX=1 and PIP_FIND_LINKS=FOLDER."""
STARTED = "HANDOUTS_STARTED"  # set in the environment of a process that was started from here
INFO = re.compile(r"([\w.-]+?)-(\d[^-]*)\.dist-info")  # beside each package
NAMED = re.compile(r'(?m)^[^#"\n]*"([^"\n]*)"')
NEEDED = re.compile(r"([\w-]+)\s*(>=|==)\s*([\d.]+?)(\.\*)?\s*$")  # as pyproject.toml writes it


def main(words: list[str]) -> int:
    """Set up what is needed to build, for the desk, for a ``network``, to test (``dev``) or to race
    (``bench``); the exit status."""
    kind = words[0] if words else ""
    if kind not in LOCKS:
        print(
            f"There is nothing to set up for '{kind}'; known: {', '.join(filter(None, LOCKS))}",
            file=sys.stderr,
        )
        return 2
    import subprocess  # noqa: PLC0415  (not loaded by the many builds that have nothing to set up)

    lock = ROOT / LOCKS[kind]
    if not PYTHON.exists() or not (VENV / "made").exists():
        print("Setting up .venv (the first time only)", file=sys.stderr, flush=True)
        if subprocess.call([sys.executable, "-m", "venv", *_cleared(), str(VENV)]):
            print(NO_VENV, file=sys.stderr)
            return 1
        (VENV / "made").touch()
    if subprocess.call([str(PYTHON), *PIP, "-r", str(lock)], cwd=ROOT):
        print(NO_PACKAGES, file=sys.stderr)
        return 1
    for done in list(LOCKS)[: list(LOCKS).index(kind) + 1]:  # each lock holds those before it
        _mark(done).write_text(_hash(ROOT / LOCKS[done]), "utf-8")
    return 0


def _cleared() -> tuple[str, ...]:
    """What empties a ``.venv`` whose Python is gone, as after an update of the system: it can be
    neither used nor mended. What a link leads to is somebody else's."""
    return () if PYTHON.exists() or VENV.is_symlink() else ("--clear",)


def go_on_in_venv() -> None:
    """Return where all packages are there; else set ``.venv`` up and run the command anew in it."""
    if _all_there():
        return
    if os.environ.get(STARTED):
        sys.exit("The packages in .venv are the wrong ones. Delete the folder .venv, try again.")
    if (not PYTHON.exists() or not _ready() or _inside()) and main([]):
        sys.exit(1)
    command = [str(PYTHON), *sys.argv]
    environment = {**os.environ, STARTED: "1"}
    if sys.platform == "win32":  # where exec comes back to the shell before the work is done
        import subprocess  # noqa: PLC0415

        sys.exit(subprocess.call(command, env=environment))
    os.execve(command[0], command, environment)


def _all_there() -> bool:
    """Whether this Python has all packages that ``pyproject.toml`` names, new enough."""
    return all(map(_there, needed((ROOT / "pyproject.toml").read_text("utf-8"))))


def needed(project: str) -> list[str]:
    """The requirements of a ``project``: the first text in each line of their list, before what is
    said of it. To read all of ``pyproject.toml`` takes 5 ms."""
    return NAMED.findall(project.partition("\ndependencies = [")[2].partition("\n]")[0])


def _there(requirement: str) -> bool:
    named = NEEDED.match(requirement)
    if not named:
        raise ValueError(f"pyproject.toml: '{requirement}' is not NAME>=VERSION or NAME==VERSION.*")
    name, how, wanted, _ = named.groups()
    found = _installed().get(name.replace("_", "-").lower()) or _told(name)
    if not found:
        return False
    have = _numbers(found)
    least = _numbers(wanted)
    return have >= least if how == ">=" else have[: len(least)] == least


@cache
def _installed() -> dict[str, str]:
    """The packages that this Python finds and their versions, told by the names of folders."""
    found: dict[str, str] = {}
    for folder in sys.path:
        for name in os.listdir(folder or ".") if os.path.isdir(folder or ".") else ():
            if match := INFO.fullmatch(name):
                found.setdefault(re.sub("[-_.]+", "-", match[1]).lower(), match[2])
    return found


def _told(name: str) -> str:
    """The version of a package that was installed in some other way."""
    # It takes 20 ms to load, a fifth of a build that has nothing to do.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)))


def _ready() -> bool:
    """Whether ``.venv`` was set up with this very lock."""
    mark = _mark("")
    return mark.exists() and mark.read_text("utf-8") == _hash(ROOT / LOCKS[""])


def _mark(kind: str) -> Path:
    return VENV / ("ready" if not kind else f"ready-{kind}")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _inside() -> bool:
    """Whether this process runs with the Python of ``.venv``."""
    return Path(sys.prefix).resolve() == VENV.resolve()
