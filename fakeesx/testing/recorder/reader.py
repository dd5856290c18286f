"""Reading a recording, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fakeesx.testing.recorder.format import BadRecording, Exchange, Header


@dataclass
class Recording:
    """An open recording: its header at once, its exchanges as they are asked for. ``warnings`` grow while it is read."""

    header: Header
    path: Path
    warnings: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Exchange]:
        """The exchanges in the order in which they ended.

        The rest of a last line that was broken off is left out, with a warning. Raises ``BadRecording``.
        """
        with self.path.open("rb") as file:
            file.readline()
            for number, line in enumerate(file, 2):
                if not line.endswith(b"\n"):
                    self.warnings.append(f"line {number} is not complete and was left out: the recording was broken off")
                    return
                if line.strip():
                    yield _exchange(line, number)


def open_recording(path: Path) -> Recording:
    """Open a recording. Raises ``OSError``, ``BadRecording``."""
    with path.open("rb") as file:
        first = file.readline()
    try:
        header = json.loads(first)
    except (ValueError, RecursionError):
        raise BadRecording("this is no recording: its first line is not JSON") from None
    return Recording(Header.from_json(header), path)


def _exchange(line: bytes, number: int) -> Exchange:
    try:
        return Exchange.from_json(json.loads(line))
    except json.JSONDecodeError as problem:
        raise BadRecording(f"this line is not JSON: {problem.msg}", number) from None
    except ValueError as problem:
        raise BadRecording(str(problem), number) from None
    except RecursionError:
        raise BadRecording("this line is nested too deeply", number) from None
