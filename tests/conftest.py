"""What all tests share: our own pytest plugin, Hypothesis settings, what CI makes of a skip."""

import os
from collections.abc import Generator
from importlib.metadata import entry_points

import hypothesis
import pytest

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
