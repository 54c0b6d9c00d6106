"""What a run of the tests is worth, as a plugin of pytest."""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="accept what is made now as the new golden files"
    )


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
