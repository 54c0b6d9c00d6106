"""A toy output: a drawing as SVG, written from the model alone, as an output for screens would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.pictures.drawing import Clip, Drawing, Item, Path, Pen, Shape

LETTERS = {"m": "M", "l": "L", "c": "C", "z": "Z"}


def svg(drawing: Drawing, colours: Mapping[str, str]) -> str:
    """The file; ``colours`` says what each role looks like, such as ``#1B2A33``."""
    x, y = drawing.corner
    box = f'viewBox="{x} {y} {drawing.width} {drawing.height}"'
    clips: list[str] = []
    body = "".join(_items(drawing.items, colours, clips))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}><defs>{"".join(clips)}</defs>{body}</svg>'
    )


def _items(items: tuple[Item, ...], colours: Mapping[str, str], clips: list[str]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Shape):
            yield _shape(item, colours)
            continue
        moved = f' transform="matrix({" ".join(map(str, item.matrix))})"' if item.matrix else ""
        cut = f' clip-path="url(#{_clip(item.clip, clips)})"' if item.clip else ""
        yield f"<g{moved}{cut}>{''.join(_items(item.items, colours, clips))}</g>"


def _clip(clip: Clip, clips: list[str]) -> str:
    """Writes a clip down, and gives its name."""
    name = f"clip-{len(clips)}"
    rule = ' clip-rule="evenodd"' if clip.even else ""
    shapes = "".join(f'<path d="{_data(path)}"{rule}/>' for path in clip.paths)
    clips.append(f'<clipPath id="{name}">{shapes}</clipPath>')
    return name


def _shape(shape: Shape, colours: Mapping[str, str]) -> str:
    fill = colours[shape.fill] if shape.fill else "none"
    rule = ' fill-rule="evenodd"' if shape.even else ""
    return f'<path d="{_data(shape.path)}" fill="{fill}"{rule}{_line(shape.line, colours)}/>'


def _line(pen: Pen | None, colours: Mapping[str, str]) -> str:
    if pen is None:
        return ""
    dashes = f' stroke-dasharray="{" ".join(map(str, pen.dashes))}"' if pen.dashes else ""
    return (
        f' stroke="{colours[pen.role]}" stroke-width="{pen.width}" stroke-linecap="{pen.cap}"'
        f' stroke-linejoin="{pen.join}" stroke-miterlimit="{pen.miter}"{dashes}'
    )


def _data(path: Path) -> str:
    out = []
    for step in path:
        if step.kind == "r":
            x, y, width, height = step.at
            out.append(f"M{x} {y}h{width}v{height}h{-width}Z")
        else:
            out.append(LETTERS[step.kind] + " ".join(map(str, step.at)))
    return "".join(out)
