"""What all tests share: our own pytest plugin, Hypothesis settings, what CI makes of a skip."""

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Generator
from importlib.metadata import entry_points

import hypothesis
import pytest

COMPILED = "FAKEESX_TESTS_COMPILED"
"""The variable that names the folder of compiled code that the processes of a run share."""

pytest_plugins = ["pytester"]
if not entry_points(group="pytest11", name="fakeesx"):  # the checkout was installed before it had a plugin
    pytest_plugins.append("fakeesx.testing.pytest_plugin")

hypothesis.settings.register_profile(
    "default", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.register_profile(
    "ci", parent=hypothesis.settings.get_profile("default"), derandomize=True
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_configure(config: pytest.Config) -> None:
    """Let the programs that tests start hear SIGINT and share compiled code, however the tests themselves were started."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # in the background of a shell, which programs would inherit
        signal.signal(signal.SIGINT, signal.default_int_handler)
    _share_compiled_code(config)


def _share_compiled_code(config: pytest.Config) -> None:
    """Where Python may leave no compiled code beside the source, the programs that tests start share it in another folder.

    Else each of some hundreds would compile the package for itself, which takes it longer than all that it does then.
    """
    if not os.environ.get("PYTHONDONTWRITEBYTECODE"):
        return
    if COMPILED not in os.environ:  # not so in xdist's workers, which have it of the process that started them
        os.environ[COMPILED] = tempfile.mkdtemp(prefix="fakeesx-compiled-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(COMPILED), ignore_errors=True))
    if hasattr(config, "workerinput") or config.getoption("dist", "no") == "no":
        del os.environ["PYTHONDONTWRITEBYTECODE"]
        os.environ["PYTHONPYCACHEPREFIX"] = os.environ[COMPILED]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """The collector need not look through some thousand tests and their modules again and again: they stay."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test has failed: what it needs must be there. Those of recorded replies are exempt."""
    report = yield
    exempt = item.get_closest_marker("captures") is not None or hasattr(report, "wasxfail")
    if report.skipped and os.environ.get("CI") and not exempt:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A module that skips itself likewise."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid}: skipped in CI: {_reason(report.longrepr)}"
    return report


def _reason(longrepr: object) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)
