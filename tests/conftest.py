"""What all tests share: the flag ``--update``, what is built once, and veraPDF, started once."""

from collections.abc import Iterator

import pytest

from tests.support.brochures import any_brochure, brochure, brochures, on_letter
from tests.support.prints import prints
from tests.support.verapdf import Validator

__all__ = ["any_brochure", "brochure", "brochures", "on_letter", "prints"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="accept what is made now as the new golden files")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def validator() -> Iterator[Validator]:
    with Validator() as started:
        yield started
