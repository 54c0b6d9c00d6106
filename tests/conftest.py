"""What all tests share: the flag ``--update`` and the brochures, built once."""

import pytest

from tests.support.brochures import any_brochure, brochure, brochures, on_letter

__all__ = ["any_brochure", "brochure", "brochures", "on_letter"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="accept what is made now as the new golden files")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))
