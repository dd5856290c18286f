"""What a replay found, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fakeesx.testing.recorder.comparing import Difference


@dataclass(frozen=True)
class Finding:
    """An exchange, by its number from 1, whose answer differs."""

    number: int
    name: str
    differences: tuple[Difference, ...]

    def lines(self) -> Iterator[str]:
        """It as text."""
        yield f"#{self.number} {self.name}"
        for each in self.differences:
            yield f"    {each.kind:<11}{_line(each)}"


@dataclass
class Report:
    """All findings of a replay."""

    exchanges: int = 0
    compared: int = 0
    """Answers that were compared; waits in a row count as one."""
    ignored: int = 0
    """Differences that were not to be reported."""
    findings: list[Finding] = field(default_factory=list)
    skipped: list[tuple[int, str, str]] = field(default_factory=list)
    """Exchanges that were not sent: their number, name, and why."""
    warnings: list[str] = field(default_factory=list)

    def skip(self, number: int, name: str, reason: str) -> None:
        """An exchange is not sent."""
        self.skipped.append((number, name, reason))

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.findings

    def text(self) -> str:
        """For people: each finding with its differences, then one line that sums up."""
        lines = [line for finding in self.findings for line in finding.lines()]
        lines += [f"#{number} {name}: not sent, {reason}" for number, name, reason in self.skipped]
        return "\n".join([*lines, self.summary()])

    def summary(self) -> str:
        """The last line of the text."""
        count = sum(len(finding.differences) for finding in self.findings)
        found = f"{count} differences in {len(self.findings)} of them" if count != 1 else "1 difference"
        parts = [f"{self.exchanges} exchanges, {self.compared} answers compared", found if count else "no difference"]
        if self.skipped:
            parts.append(f"{len(self.skipped)} not sent")
        if self.ignored:
            parts.append(f"{self.ignored} ignored")
        return ", ".join(parts)

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "exchanges": self.exchanges, "compared": self.compared, "ignored": self.ignored, "same": self.same,
            "findings": [
                {"number": each.number, "name": each.name, "differences": [one.to_json() for one in each.differences]}
                for each in self.findings
            ],
            "skipped": [{"number": number, "name": name, "reason": reason} for number, name, reason in self.skipped],
            "warnings": self.warnings,
        }


def _line(difference: Difference) -> str:
    where = difference.path
    if difference.kind in ("missing", "additional"):
        told = difference.recorded or difference.actual
        text = f"{where} ({told})" if told else where
        return f"{text}; nearest: {difference.near}" if difference.near else text
    if difference.kind == "order":
        return f"{where} stands elsewhere than the schema has it"
    says = f"recorded {difference.recorded or 'nothing'}, now {difference.actual or 'nothing'}"
    return f"{where}: {says}" if where else says
