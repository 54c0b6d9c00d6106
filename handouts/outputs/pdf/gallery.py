"""The figures and icons of ``assets/``: found by name, compiled once, kept on disk by the hash of their making."""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from ...brand import Brand
from ...files import write
from ...problems import Problem, Problems, Where
from ...snapshot import File, Folder
from .svg import Drawing, compile_svg

RASTER = (".png", ".jpg", ".jpeg")
MAX_RASTER_BYTES = 20_000_000
MAX_PIXELS = 40_000_000
PRINT_DPI = 300
KIT = re.compile(rb"kit/[\w.-]+\.svg")  # in a picture: a piece it is made of


@dataclass(frozen=True, slots=True)
class Photo:
    """A raster picture; natural size in points at 300 dots per inch."""

    file: File
    shown: str
    width: float
    height: float
    anchors: Mapping[str, tuple[float, float]]


class Gallery(Mapping[str, tuple[str, ...]]):
    """Figures by name. As a mapping it gives the anchors an author may label, without ``at-`` and ``on-``."""

    def __init__(self, assets: Folder, folder: str, brand: Brand, cache: Path | None) -> None:
        self.assets, self.brand, self.cache = assets, brand, cache
        found = assets.within(folder)
        self.files = {path.stem: str(path) for path, _ in found if path.suffix.lower() in (".svg", *RASTER)}
        pieces = (path for path, file in assets.within(f"{folder}/kit") if path.suffix == ".svg" and not file.fault)
        self.kit = {f"kit/{path.name}": assets.data(str(path)) or b"" for path in pieces}
        self._loaded: dict[str, Drawing | Photo | None] = {}
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

    def picture(self, name: str) -> Drawing | Photo | None:
        """The picture called ``name``; ``None`` when it is missing or broken (``faults`` says why)."""
        if name not in self._loaded and name in self.files:
            try:
                self._loaded[name] = self._load(self.files[name])
            except Problems as found:
                self._faults[name] = found.problems
                self._loaded[name] = None
        return self._loaded.get(name)

    def faults(self, name: str) -> tuple[Problem, ...]:
        """What is wrong with the picture called ``name``."""
        self.picture(name)
        return self._faults.get(name, ())

    def pieces(self, name: str) -> tuple[bytes, ...]:
        """What a picture is made of: its own file and the pieces of the kit that it uses; nothing where there is none.

        Raises ``Problems``: it cannot be read.
        """
        path = self.files.get(name)
        data = self.assets.data(path) if path else None
        if data is None:
            return ()
        used = (self.kit.get(piece.decode()) for piece in sorted(set(KIT.findall(data))))
        return (data, *(piece for piece in used if piece is not None))

    def _load(self, path: str) -> Drawing | Photo:
        file, shown = self.assets.files[path], self.assets.shown(path)
        if PurePosixPath(path).suffix.lower() in RASTER:
            return _photo(file, shown)
        return self._drawing(file.read(shown), shown)

    def _drawing(self, data: bytes, shown: str) -> Drawing:
        paints = json.dumps([paint.model_dump() for paint in self.brand.figures.values()], sort_keys=True)
        key = hashlib.sha256(
            b"\0".join((_code(), data, *self.kit.values(), paints.encode(), repr(self.brand.colours).encode()))
        ).hexdigest()
        kept = self.cache / f"{key}.json" if self.cache else None
        if kept and kept.is_file():
            try:
                fields = json.loads(kept.read_text("utf-8"))
                anchors = {name: (x, y) for name, (x, y) in fields.pop("anchors").items()}
                return Drawing(**fields, anchors=anchors)
            except (ValueError, TypeError, KeyError, AttributeError):
                kept.unlink()  # a damaged entry is made again
        drawing = compile_svg(data, shown, self.brand, self.kit)
        if kept:
            write(kept, json.dumps(asdict(drawing)).encode())
        return drawing


def _code() -> bytes:
    """The compiler's own source: a drawing made by another compiler is another drawing."""
    here = Path(__file__).parent
    return b"".join((here / name).read_bytes() for name in ("svg.py", "paths.py"))


def _photo(file: File, shown: str) -> Photo:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  (only for the few handouts with photographs)

    def fault(message: str, hint: str) -> Problems:
        return Problems([Problem(Where(shown), message, hint)])

    smaller = "save it smaller: 300 dots per inch is enough"
    if file.size > MAX_RASTER_BYTES:
        raise fault("the picture is larger than 20 MB", smaller)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow warns of is refused below
            with Image.open(io.BytesIO(file.read(shown)), formats=("PNG", "JPEG")) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise fault(f"the picture has {width} x {height} pixels, too many to print", smaller)
                image.load()
    except Image.DecompressionBombError:
        raise fault("the picture has too many pixels to print", smaller) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error):
        raise fault("this picture is broken", "export it again as PNG or JPEG") from None
    return Photo(file, shown, width * 72 / PRINT_DPI, height * 72 / PRINT_DPI, {})
