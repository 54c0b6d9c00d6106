"""What all tests share: the flag ``--update``, what is built once, and veraPDF, started once."""

import gc
import signal
from collections.abc import Iterator

import pytest

from handouts.source.lasting import last_in
from tests.support.brochures import brochures
from tests.support.browser import Browser, missing
from tests.support.judge import Judge, Validator, asked
from tests.support.places import into_memory
from tests.support.prints import prints
from tests.support.remembered import remember, remember_trees
from tests.support.together import (
    JUDGE,
    pytest_collection,
    pytest_configure_node,
    pytest_xdist_auto_num_workers,
    pytest_xdist_make_scheduler,
    pytest_xdist_setupnodes,
)
from tests.support.worth import pytest_addoption, pytest_sessionfinish

__all__ = [
    "brochures",
    "prints",
    "pytest_addoption",
    "pytest_collection",
    "pytest_configure_node",
    "pytest_sessionfinish",
    "pytest_xdist_auto_num_workers",
    "pytest_xdist_make_scheduler",
    "pytest_xdist_setupnodes",
]


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if reason := missing():
        pytest.skip(reason)
    with Browser() as started:
        yield started


@pytest.fixture(scope="session")
def validator(request: pytest.FixtureRequest) -> Iterator[Validator]:
    port = getattr(request.config, "workerinput", {}).get(JUDGE)
    with asked(port) if port else Judge() as judge:
        yield Validator(judge)


def pytest_configure(config: pytest.Config) -> None:
    into_memory(config)
    remember()
    # A shell starts what runs behind it deaf to Ctrl-C, and so would be all builds that we stop.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup() -> None:
    """No test finds what a build of an earlier one has kept on disk, such as other locales."""
    last_in(None, "")


def pytest_collection_finish() -> None:
    """What is there before the tests stays there: looking through it again and again for rubbish
    takes time."""
    remember_trees()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_unconfigure(config: pytest.Config) -> Iterator[None]:
    """At the end of a run pytest looks once through all that is held for rubbish that nobody has
    closed; do not do that again where it puts its own things away, nor where the process ends. One
    of several processes has told its results by then: what it found would be told to nobody."""
    if hasattr(config, "workerinput"):
        gc.freeze()
    yield
    gc.freeze()
