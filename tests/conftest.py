"""What all tests share: the flag ``--update``, what is built once, and veraPDF, started once."""

import gc
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from handouts.source.lasting import last_in
from tests.support.brochures import any_brochure, brochure, brochures, on_letter
from tests.support.browser import Browser, missing
from tests.support.prints import prints
from tests.support.remembered import remember
from tests.support.together import by_pile
from tests.support.verapdf import Validator

__all__ = ["any_brochure", "brochure", "brochures", "on_letter", "prints"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="accept what is made now as the new golden files"
    )


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
def validator() -> Iterator[Validator]:
    with Validator() as started:
        yield started


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run that accepts what it finds judges nothing, so it never passes. Where all that the tests
    ask is installed (``.ci/run`` says so), a skip is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or session.exitstatus:
        return
    told = ""
    if session.config.getoption("--update"):
        told = (
            "Golden files were accepted: look at the difference, then run again without --update."
        )
    elif os.environ.get("HANDOUTS_COMPLETE") and reporter.stats.get("skipped"):
        told = "Tests were skipped, and here all can run."
    if told:
        reporter.write_line(f"\n{told}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure() -> None:
    remember()
    # A shell starts what runs behind it deaf to Ctrl-C, and so would be all builds that we stop.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_runtest_setup() -> None:
    """No test finds what a build of an earlier one has kept on disk, such as other locales."""
    last_in(None, "")


@pytest.hookimpl(optionalhook=True)  # there is none where one process runs all
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return by_pile(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: some wait for a browser or for the validator."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """What is there before the tests stays there: looking through it again and again for rubbish
    takes time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
