"""A folder as it lies on the disk: its files with their hashes, and why one cannot be used; or how
its files lie, which is quicker to ask.

A build that has nothing to do loads this and next to nothing else, so there are neither patterns
nor paths as values here; ``snapshot`` makes values of what is found.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat

LARGE = 2_000_000  # bytes: what is larger is not kept in memory
RASTER = (".png", ".jpg", ".jpeg", ".jpe", ".jfif")
LARGE_RASTER = 100_000  # bytes: photographs are many, and each is looked at once, as faces are
SELDOM = (*RASTER, ".ttf", ".otf")
# what a system says of a name that nothing lies under
GONE = (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)
UNREAD = "the file cannot be read"
OUTSIDE = "this file leads outside its folder"
LOOP = "this link leads to itself"
NO_FILE = "this is no file"
DEEPEST = 20  # folders inside one another: what lies deeper is none of ours
# What systems, editors and office programs leave lying about; no file of a site is called so.
LEFT = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx"}
ENDS = {*("sw" + letter for letter in "abcdefghijklmnop"), "tmp", "bak", "orig", "part"}
ENDS.add("crdownload")

# the SHA-256, the size, the bytes where they are kept in memory, and what is wrong with it
Found = tuple[str, int, bytes | None, str]


class Lying:
    """What was found in a folder: its files by their paths inside it, in order, each with where it
    is; ``empty`` and ``unread`` as ``snapshot.Folder`` tells of them."""

    def __init__(self, files: dict[str, tuple[str, Found]]) -> None:
        self.files = files
        self.empty: list[str] = []
        self.unread: dict[str, str] = {}


def stray(name: str) -> bool:
    """Whether a file or folder of this name lies there by chance: it is not looked at."""
    if name[:1] == "." or name[:2] == "~$" or name[-1:] == "~" or name.lower() in LEFT:
        return True
    if name[:1] == name[-1:] == "#" != name:
        return True
    if "." in name and name.rpartition(".")[2].lower() in ENDS:
        return True
    return not name.isascii() and any("\ud800" <= char <= "\udfff" for char in name)


_AHEAD: dict[tuple[str, tuple[str, ...]], Lying] = {}


def ahead(real: str, without: tuple[str, ...] = ()) -> Lying:
    """The same as ``lying``, for whoever looks whether there is anything to do: where there is, who
    does it is given what was found, once, and nothing is read twice."""
    found = _AHEAD[real, without] = _lying(real, without)
    return found


def lying(real: str, without: tuple[str, ...] = ()) -> Lying:
    """The folder at ``real``, a path without links, as it is now, but for the folders ``without``
    right in it; empty where there is none."""
    return _AHEAD.pop((real, without), None) or _lying(real, without)


def _lying(real: str, without: tuple[str, ...]) -> Lying:
    every = Lying({})

    def closed(error: OSError) -> None:
        if error.errno not in GONE:
            inside = _inside(real, str(error.filename))
            every.unread[inside] = str(error.strerror).lower()

    for folder, below, there in os.walk(real, onerror=closed):
        inside = _inside(real, folder)
        start = f"{inside}/" if inside else ""
        below[:] = [one for one in below if not stray(one) and (inside or one not in without)]
        names = [one for one in there if not stray(one)]
        if inside and inside.count("/") + 1 >= DEEPEST:
            below.clear()
        if below or names:
            every.empty += [f"{start}{one}" for one in below if os.path.islink(f"{folder}/{one}")]
        else:
            every.empty.append(inside or ".")
        for one in names:
            path = os.path.join(folder, one)
            every.files[f"{start}{one}"] = path, found(path, real)
    every.empty = sorted([*every.empty, *filter(None, every.unread)])
    every.files = dict(sorted(every.files.items()))
    return every


def _inside(real: str, path: str) -> str:
    return path[len(real) :].strip(os.sep).replace(os.sep, "/")


def found(path: str, root: str = "") -> Found:
    """A file as it is now; a link that leads out of ``root``, a path without links, is not
    followed."""
    try:
        known = os.lstat(path)
        if stat.S_ISLNK(known.st_mode):
            if root and not f"{os.path.realpath(path)}{os.sep}".startswith(f"{root}{os.sep}"):
                return "", 0, None, OUTSIDE
            known = os.stat(path)
        if not stat.S_ISREG(known.st_mode):
            return "", 0, None, NO_FILE
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "", 0, None, LOOP
        return "", 0, None, NO_FILE if error.errno in GONE else _unread(error)
    seldom = path.lower().endswith(SELDOM)
    try:
        with open(path, "rb", buffering=0) as whole:
            if known.st_size <= (LARGE_RASTER if seldom else LARGE):
                data = whole.read()
                return hashlib.sha256(data).hexdigest(), len(data), data, ""
            return hashlib.file_digest(whole, "sha256").hexdigest(), known.st_size, None, ""
    except OSError as error:
        return "", 0, None, _unread(error)


def _unread(error: OSError) -> str:
    return f"{UNREAD}: {str(error.strerror or error).lower()}"


def sum_of(files: list[tuple[str, str, str]]) -> str:
    """A hash of the paths, hashes and faults of files."""
    told = "".join(f"{path}\0{sha256}{fault}\n" for path, sha256, fault in files)
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def whole(files: str, empty: list[str], unread: dict[str, str]) -> str:
    """A hash of all that is told of a folder: the sum of its ``files``, and the rest."""
    told = repr((files, empty, unread))
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def every(folder: str) -> list[str]:
    """The paths of all files in a folder that Python has not put there, always in the same
    order."""
    paths, waiting = list[str](), [folder]
    while waiting:
        place = waiting.pop()
        with os.scandir(place) as there:  # twice as fast as ``os.walk``
            for one in there:
                if not one.is_dir():
                    paths.append(one.path)
                elif one.name != "__pycache__" and not one.is_symlink():
                    waiting.append(one.path)
    return sorted(paths)


def lie(folder: str) -> tuple[str, int]:
    """How the files in a folder lie: names, sizes, places on the disk, when they were written and
    changed, as a hash; and the latest of those times. Whoever sets a time back changes the
    other."""
    told, newest = list[str](), 0
    for path in every(folder):
        one = os.stat(path)
        written, changed = one.st_mtime_ns, one.st_ctime_ns
        told.append(f"{path}\0{one.st_size} {one.st_ino} {one.st_dev} {written} {changed}")
        newest = max(newest, written, changed)
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest(), newest


def halves(folder: str) -> list[str]:
    """The paths of what is called as a file is until it is whole, in a folder and those right in
    it. Raises ``OSError``: one cannot be looked into."""
    with os.scandir(folder) as there:
        inside = [one.path for one in there if one.is_dir(follow_symlinks=False)]
    return [
        f"{place}{os.sep}{name}"
        for place in (folder, *inside)
        for name in os.listdir(place)  # names alone: a cache has thousands
        if name.endswith(".part")
    ]
