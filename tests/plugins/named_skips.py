"""Name, in the last lines, each test that could not run here, and why."""

from collections import defaultdict

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    """Outside every other summary: only pytest's own last line follows."""
    result = yield
    reasons = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        reasons[_reason(report)].append(report.nodeid)
    for report in terminalreporter.stats.get("xfailed", []):
        reasons[report.wasxfail or "expected to fail"].append(report.nodeid)
    if reasons:
        terminalreporter.section("could not run here", yellow=True)
        for reason, tests in sorted(reasons.items()):
            terminalreporter.line(f"{reason}:")
            for test in sorted(set(tests)):
                terminalreporter.line(f"  {test}")
    return result


def _reason(report) -> str:
    _path, _line, reason = report.longrepr
    return reason.removeprefix("Skipped: ")
