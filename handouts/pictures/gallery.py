"""The figures and icons of ``assets/``: found by name, compiled once, kept on disk by the hash of
their making."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import TYPE_CHECKING

from ..content.brand import Brand
from ..source.problems import Problem, Problems, Where
from ..source.snapshot import Folder
from ..source.values import replace
from ..source.walk import RASTER
from .darkroom import darkroom
from .drawing import Drawing
from .geometry import shows
from .kept import keep, kept
from .photo import Picture

if TYPE_CHECKING:
    from .kit import Pieces

# What phones and programs save pictures as, and what is not read.
UNREAD = {
    *("heic", "heif", "avif", "webp", "tif", "tiff", "gif", "bmp", "dng", "apng", "jxl", "jp2"),
    *("eps", "ai", "svgz", "pdf", "psd", "wmf", "emf"),
}
KIT = re.compile(rb"kit/[\w.-]+\.svg")  # in a picture: a piece it is made of


class Gallery(Mapping[str, tuple[str, ...]]):
    """Figures by name. As a mapping it gives the anchors an author may label, without ``at-`` and
    ``on-``."""

    def __init__(
        self, assets: Folder, folder: str, brand: Brand, cache: Path | None, logo: str = ""
    ) -> None:
        """``logo`` is the file of the logo, where the folder has it: it is found by the name of its
        file without the ending, also beside others of that name."""
        self.assets, self.brand, self.cache, self.own = assets, brand, cache, logo
        found = list(assets.within(folder))
        kinds = (".svg", *RASTER)
        self.files = {path.stem: str(path) for path, _ in found if path.suffix.lower() in kinds}
        if logo in assets.files and logo.startswith(f"{folder}/"):
            self.files[PurePosixPath(logo).stem] = logo
        self.unread = {
            path.stem: str(path) for path, _ in found if path.suffix[1:].lower() in UNREAD
        }
        pieces = assets.within(f"{folder}/kit")
        drawn = (path for path, file in pieces if path.suffix == ".svg" and not file.fault)
        self.kit = {f"kit/{path.name}": assets.data(str(path)) or b"" for path in drawn}
        self._drawn: Pieces = {}
        self._loaded: dict[str, Picture | None] = {}
        self._faults: dict[str, tuple[Problem, ...]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        if name not in self.files:
            raise KeyError(name)
        picture = self.picture(name)
        return tuple(anchor[3:] for anchor in picture.anchors) if picture else ()

    def picture(self, name: str) -> Picture | None:
        """The picture called ``name``; ``None`` when it is missing or broken (``faults`` says
        why)."""
        if name not in self._loaded and name in self.files:
            try:
                self._loaded[name] = self._load(self.files[name])
            except Problems as found:
                self._faults[name] = self._told(found.problems, self.files[name])
                self._loaded[name] = None
        return self._loaded.get(name)

    def _told(self, problems: tuple[Problem, ...], path: str) -> tuple[Problem, ...]:
        """Problems of a picture, with what to do about them where it is a logo."""
        if path != self.own:
            return problems
        hints: Mapping[str, str] = _reading("markup").OF_LOGO
        return tuple(replace(one, hint=hints.get(one.hint, one.hint)) for one in problems)

    def faults(self, name: str) -> tuple[Problem, ...]:
        """What is wrong with the picture called ``name``; of one that is not there, that it was
        saved as what is not read."""
        self.picture(name)
        if name not in self.files and (path := self.unread.get(name)):
            message = f"a picture of the kind '{PurePosixPath(path).suffix}' is not read"
            hint = "save a photograph as JPEG or PNG, a drawing as SVG"
            return (Problem(Where(self.assets.shown(path)), message, hint),)
        return self._faults.get(name, ())

    def pieces(self, name: str) -> tuple[bytes, ...]:
        """What a picture is made of: its own file and the pieces of the kit that it uses; nothing
        where there is none.

        Raises ``Problems``: it cannot be read.
        """
        path = self.files.get(name)
        data = self.assets.data(path) if path else None
        if data is None:
            return ()
        used = (self.kit.get(piece.decode()) for piece in sorted(set(KIT.findall(data))))
        return (data, *(piece for piece in used if piece is not None))

    def _load(self, path: str) -> Picture:
        file, shown = self.assets.files[path], self.assets.shown(path)
        if PurePosixPath(path).suffix.lower() in RASTER:
            return darkroom().photo(file, shown)
        return self._drawing(file.read(shown), shown)

    def _drawing(self, data: bytes, shown: str) -> Drawing:
        if self.cache is None:
            return self._compiled(data, shown)
        digest = hashlib.sha256(self._shared + hashlib.sha256(data).digest())
        path = self.cache / f"{digest.hexdigest()}.drawing"
        drawing = kept(path)
        if drawing is None:  # also where it was damaged: it is made again
            drawing = self._compiled(data, shown)
            keep(path, drawing)
        drawing.known_as(digest.hexdigest())
        return drawing

    def _compiled(self, data: bytes, shown: str) -> Drawing:
        compiled = _reading("svg").compile_svg
        drawing: Drawing = compiled(data, shown, self.brand, self.kit, self._drawn)
        if not shows(drawing):
            hint = (
                "look whether all of it is white or hidden, has no size, or is outside the viewBox"
            )
            raise Problems([Problem(Where(shown, 1, 1), "the figure shows nothing", hint)])
        return drawing

    @cached_property
    def _shared(self) -> bytes:
        """What all drawings of the folder are made of besides their own files."""
        pieces = (part for name, piece in self.kit.items() for part in (name.encode(), piece))
        told = (_code(), self._names.encode(), *pieces)
        return b"".join(hashlib.sha256(one).digest() for one in told)

    @property
    def _names(self) -> str:
        """What a drawing knows of the brand: names and widths, and where nothing is painted, but no
        colours."""
        brand = self.brand
        colours = [(name, value == "none") for name, value in brand.colours.items()]
        paints = [
            (name, paint.fill == "none", paint.line == "none", paint.width)
            for name, paint in brand.figures.items()
        ]
        return json.dumps((colours, paints))


def _reading(name: str) -> ModuleType:
    """A module of those that read SVG: most drawings are kept as they were compiled, and need none
    of them."""
    return import_module(f"{__package__}.{name}")


@cache
def _code() -> bytes:
    """The compiler's own source: a drawing made by another compiler is another drawing."""
    here = Path(__file__).parent
    return b"".join(path.read_bytes() for path in sorted(here.glob("*.py")))
