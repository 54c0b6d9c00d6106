"""The figures and icons of ``assets/``: found by name, compiled once, kept on disk by the hash of their making."""

from __future__ import annotations

import hashlib
import json
import struct
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ...brand import Brand
from ...files import write
from ...problems import Problem, Problems, Where
from .svg import Drawing, compile_svg

RASTER = (".png", ".jpg", ".jpeg")
MAX_RASTER_BYTES = 20_000_000
MAX_PIXELS = 40_000_000
PRINT_DPI = 300


@dataclass(frozen=True, slots=True)
class Photo:
    """A raster picture; natural size in points at 300 dots per inch."""

    path: Path
    width: float
    height: float
    anchors: Mapping[str, tuple[float, float]]


class Gallery(Mapping[str, tuple[str, ...]]):
    """Figures by name. As a mapping it gives the anchors an author may label, without ``at-`` and ``on-``."""

    def __init__(self, assets: Path, folder: str, shown: str, brand: Brand, cache: Path | None) -> None:
        self.assets, self.shown, self.brand, self.cache = assets, f"{shown}/{folder}", brand, cache
        found = sorted((assets / folder).glob("*"))
        self.files = {path.stem: path for path in found if path.suffix.lower() in (".svg", *RASTER)}
        pieces = sorted((assets / folder / "kit").glob("*.svg"))
        self.kit = {f"kit/{path.name}": path.read_bytes() for path in pieces if self._inside(path) and path.is_file()}
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

    def _load(self, path: Path) -> Drawing | Photo:
        shown = f"{self.shown}/{path.name}"
        if not self._inside(path):
            raise Problems([Problem(Where(shown), "this file leads outside the assets folder", "copy the file itself")])
        if not path.is_file():
            raise Problems([Problem(Where(shown), "this is no file", "copy the picture itself here")])
        return _photo(path, shown) if path.suffix.lower() in RASTER else self._drawing(path, shown)

    def _inside(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self.assets.resolve())

    def _drawing(self, path: Path, shown: str) -> Drawing:
        data = path.read_bytes()
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


def _photo(path: Path, shown: str) -> Photo:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  (only for the few handouts with photographs)

    def fault(message: str, hint: str) -> Problems:
        return Problems([Problem(Where(shown), message, hint)])

    smaller = "save it smaller: 300 dots per inch is enough"
    if path.stat().st_size > MAX_RASTER_BYTES:
        raise fault("the picture is larger than 20 MB", smaller)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow warns of is refused below
            with Image.open(path, formats=("PNG", "JPEG")) as image:
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise fault(f"the picture has {width} x {height} pixels, too many to print", smaller)
                image.load()
    except Image.DecompressionBombError:
        raise fault("the picture has too many pixels to print", smaller) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error):
        raise fault("this picture is broken", "export it again as PNG or JPEG") from None
    return Photo(path, width * 72 / PRINT_DPI, height * 72 / PRINT_DPI, {})
