"""veraPDF over brochures: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2)."""

import io
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.support.brochures import ON_LETTER, Brochure, Brochures, each_judged
from tests.support.judge import Validator
from tests.support.verapdf import Flavour

FLAVOURS: tuple[Flavour, ...] = ("ua1", "2a")


@pytest.mark.parametrize("flavour", FLAVOURS)
@each_judged
def test_brochure_is_valid(brochure: Brochure, validator: Validator, flavour: Flavour) -> None:
    verdict = validator.validate(brochure.path, flavour)
    assert not verdict.failures
    assert verdict.passed
    assert verdict.checks > 1000


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_validator_refuses_an_untagged_file(
    tmp_path: Path, validator: Validator, flavour: Flavour
) -> None:
    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.drawString(72, 72, "nobody hears this")
    canvas.save()
    path = tmp_path / "untagged.pdf"
    path.write_bytes(data.getvalue())
    verdict = validator.validate(path, flavour)
    assert not verdict.passed
    assert len(verdict.failures) > 2


@pytest.mark.parametrize(
    ("flavour", "clause", "wanted", "broken"),
    [
        ("ua1", "5-", b"<pdfuaid:part>1</pdfuaid:part>", b"<pdfuaid:part>7</pdfuaid:part>"),
        ("2a", "6.6.4-", b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:part>9</pdfaid:part>"),
    ],
)
def test_validator_names_the_clause_that_is_broken(
    brochures: Brochures,
    tmp_path: Path,
    validator: Validator,
    flavour: Flavour,
    clause: str,
    wanted: bytes,
    broken: bytes,
) -> None:
    data = brochures(ON_LETTER[-1]).path.read_bytes()
    assert data.count(wanted) == 1
    path = tmp_path / "broken.pdf"
    path.write_bytes(data.replace(wanted, broken))
    assert any(
        failure.rule.startswith(clause) for failure in validator.validate(path, flavour).failures
    )
