"""The processes of the race: ``prepare`` makes the inputs, the others are the racers.

``python -m benchmarks.worker prepare FOLDER ROUNDS SLUG`` writes the inputs of all racers; ``...
typst|weasyprint FOLDER all OUT`` makes all handouts and ends (cold); ``... ours|typst|weasyprint
FOLDER`` makes what it is told to on its standard input, line by line (warm).
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
import time
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.source.circles import settled

if TYPE_CHECKING:
    from handouts.making.looks import Looks
    from handouts.making.workshop import Workshop
    from handouts.outputs.pdf.studio import Studio

Render = Callable[[Path], Callable[[], bytes]]  # an input (without suffix) -> what is timed
FONTS = {
    400: "AtkinsonHyperlegibleNext_400Regular.ttf",
    700: "AtkinsonHyperlegibleNext_700Bold.ttf",
}
LATELY = 600  # paragraphs that a service keeps: those of one brochure and what is in all
CONTENT, ASSETS = Path("content"), Path("assets")
DRAWINGS = "drawings"  # in the folder of a race: those that are compiled


def peak() -> float:
    """The most memory this process has used, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _workshop(cache: Path | None = None) -> Workshop:
    """The project's own handouts, and nothing that was made of them before; as any command has
    them. Drawings that are compiled are left in the ``cache``."""
    from handouts.source.plugins import no_plugins  # noqa: PLC0415

    no_plugins()
    from handouts.making.memo import Memo  # noqa: PLC0415
    from handouts.making.site import load_site  # noqa: PLC0415
    from handouts.making.workshop import Workshop  # noqa: PLC0415

    return Workshop(load_site(CONTENT, ASSETS), Memo(cache))


def _keep(folder: Path) -> None:
    """Lets last what processes of this program leave each other: here the brand and the words of a
    language, never a text. ``prepare`` is the first process, and reads them; the racer finds them,
    and drawings as they were compiled, like a build or a desk from its second start on."""
    from handouts.making.program import program  # noqa: PLC0415
    from handouts.source.lasting import last_in  # noqa: PLC0415

    last_in(folder / "stages", program(folder))


def _studio(looks: Looks) -> Studio:
    """What all brochures on letter paper share: no text has a say in it."""
    from handouts.content.editions import EDITIONS  # noqa: PLC0415
    from handouts.content.locale import locale_of  # noqa: PLC0415
    from handouts.outputs.pdf.maker import studio_of  # noqa: PLC0415

    locale = locale_of("en")
    assert locale is not None
    return studio_of(EDITIONS["standard"], looks.shown(locale, "letter"))


# ------------------------------------------------------------------ the inputs


def writer(shop: Workshop, folder: Path) -> Callable[[Path, Any], None]:
    """What writes a document for each racer; pictures go into the ``folder``."""
    from . import neutral, web  # noqa: PLC0415
    from .drawings import filled  # noqa: PLC0415

    brand, face = shop.brand, _studio(shop).look().regular
    looks = neutral.styles(brand, face.ascent, face.descent)
    locale = shop.shelf("en").locale
    assert locale is not None
    (folder / "drawn").mkdir(parents=True, exist_ok=True)

    def save(name: str, drawing: tuple[str, float, float]) -> tuple[str, float, float]:
        path = folder / "drawn" / f"{name}.svg"
        if not path.exists():
            path.write_text(drawing[0], "utf-8")
        return f"drawn/{path.name}", drawing[1], drawing[2]

    kits = {
        kind: gallery.kit
        for kind, gallery in zip(("figures", "icons", "brand"), shop.galleries, strict=True)
    }

    @cache
    def find(kind: str, name: str, colour: str) -> tuple[str, float, float]:
        icon = (brand.colours["icon-line"], colour) if colour else None
        drawing = filled((ASSETS / kind / f"{name}.svg").read_bytes(), brand, kits[kind], icon)
        return save("-".join(filter(None, (kind, name, colour.strip("#")))), drawing)

    def write(path: Path, document: Any) -> None:
        made = neutral.tree(document, locale.words.page_of, looks, brand, find, save)
        path.with_suffix(".json").write_text(json.dumps(made), "utf-8")
        path.with_suffix(".html").write_text(web.html(made), "utf-8")
        path.with_suffix(".pickle").write_bytes(pickle.dumps((document, locale.words.page_of)))

    return write


def prepared(documents: Iterable[Any], folder: Path) -> None:
    """Writes ``documents`` as copies, numbered, into the ``folder``."""
    write = writer(_workshop(), folder)
    (folder / "copies").mkdir()
    for number, document in enumerate(documents):
        write(folder / "copies" / f"{number:03}", document)


def prepare(folder: Path, rounds: int, salted_slug: str) -> None:
    """The documents of all handouts that build, and those of the salted rounds, for each racer."""
    import shutil  # noqa: PLC0415  (the racers need none)

    from handouts.clinic.jobs import Job  # noqa: PLC0415
    from handouts.making.produce import Production  # noqa: PLC0415
    from handouts.source.problems import Problems  # noqa: PLC0415

    from . import neutral, web  # noqa: PLC0415
    from .salt import edited, salted  # noqa: PLC0415

    _keep(folder)
    shop = _workshop(folder / DRAWINGS)
    brand, studio = shop.brand, _studio(shop)
    face = studio.look().regular
    looks = neutral.styles(brand, face.ascent, face.descent)
    locale = shop.shelf("en").locale
    assert locale is not None
    for name in ("handouts", "rounds", "drawn"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    write = writer(shop, folder)
    skipped = {}
    for slug in shop.site.slugs:
        job = Job(slug, "en", "standard", "letter")
        try:
            document, _, _ = Production(shop.site, shop.site.clinic, job, shop.memo).told(
                slug, "brochure"
            )
        except Problems as found:
            skipped[slug] = str(found.problems[0])
            continue
        if problems := studio.render(document, locale.words.page_of).problems:
            skipped[slug] = str(problems[0])
            continue
        write(folder / "handouts" / slug, document)
        if slug == salted_slug:
            for number in range(rounds + 1):
                write(folder / "rounds" / f"{number:02}", salted(document, number))
                write(folder / "rounds" / f"{number:02}-edit", edited(document, number))
    for accent in brand.groups:
        sheet = web.css(brand.accented(accent), looks, FONTS)
        (folder / f"{accent}.css").write_text(sheet, "utf-8")
    (folder / "skipped.json").write_text(json.dumps(skipped), "utf-8")


# ------------------------------------------------------------------ the racers


def ours(folder: Path) -> Render:
    """Like the others it is given a document, and reads no text: of the site it needs the looks.
    It finds them as any process of this program does but the very first (``_keep``), so it needs
    neither pydantic nor PyYAML."""
    from handouts.making.looks import Looks  # noqa: PLC0415
    from handouts.making.memo import Memo  # noqa: PLC0415
    from handouts.making.site import Site  # noqa: PLC0415
    from handouts.outputs.pdf.text.kept import Kept  # noqa: PLC0415
    from handouts.source.snapshot import Folder, read_folder  # noqa: PLC0415

    _keep(folder)
    site = Site(Folder(CONTENT.name, {}), read_folder(ASSETS))
    studio = _studio(Looks(site, Memo(folder / DRAWINGS)))
    kept = Kept(LATELY)  # as any build has it

    def render(source: Path) -> Callable[[], bytes]:
        document, page_of = pickle.loads(source.with_suffix(".pickle").read_bytes())
        return lambda: studio.render(document, page_of, kept).data

    return render


def typst(folder: Path) -> Render:
    import typst as peer  # noqa: PLC0415

    fonts = peer.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(ASSETS / "fonts")]
    )
    compiler = peer.Compiler(str(folder / "brochure.typ"), root=str(folder), font_paths=fonts)

    def render(source: Path) -> Callable[[], bytes]:
        (folder / "document.json").write_bytes(source.with_suffix(".json").read_bytes())

        def make() -> bytes:
            data = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"])
            assert isinstance(data, bytes)
            return data

        return make

    return render


def weasyprint(folder: Path) -> Render:
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    base = f"{folder.resolve().as_uri()}/"
    fonts = FontConfiguration()
    cache: dict[str, Any] = {}

    @lru_cache
    def style(group: str) -> Any:
        return CSS(
            string=(folder / f"{group}.css").read_text("utf-8"), base_url=base, font_config=fonts
        )

    def render(source: Path) -> Callable[[], bytes]:
        page = source.with_suffix(".html").read_text("utf-8")
        sheet = style(page.partition('class="')[2].partition('"')[0])

        def make() -> bytes:
            document = HTML(string=page, base_url=base)
            data = document.write_pdf(
                stylesheets=[sheet], font_config=fonts, cache=cache, pdf_variant="pdf/ua-1"
            )
            return bytes(data or b"")

        return make

    return render


RACERS = {"ours": ours, "typst": typst, "weasyprint": weasyprint}


def cold(render: Render, folder: Path, out: Path) -> None:
    """All handouts, then the end."""
    out.mkdir(parents=True, exist_ok=True)
    for source in sorted((folder / "handouts").glob("*.json")):
        (out / f"{source.stem}.pdf").write_bytes(render(source)())


def warm(render: Render) -> None:
    """Make the inputs named on standard input; tell time, processor time, size and memory of
    each."""
    for line in sys.stdin:
        source, _, out = line.rstrip("\n").partition("\t")
        make = render(Path(source))
        start, used = time.perf_counter(), time.process_time()
        data = make()
        if not data.startswith(b"%PDF"):
            # a document that does not fit is quick to refuse
            raise SystemExit(f"{source} was not made")
        told = {
            "seconds": time.perf_counter() - start,
            "cpu": time.process_time() - used,
            "bytes": len(data),
        }
        if out:
            Path(out).write_bytes(data)
        print(json.dumps({**told, "peak": peak()}), flush=True)


def main(arguments: list[str]) -> None:
    name, folder, *rest = arguments
    if name == "prepare":
        prepare(Path(folder), int(rest[0]), rest[1])
    else:
        render = RACERS[name](Path(folder))
        settled()  # as a desk, or a watch, once it is loaded
        if rest:
            cold(render, Path(folder), Path(rest[1]))
        else:
            warm(render)


if __name__ == "__main__":
    main(sys.argv[1:])
