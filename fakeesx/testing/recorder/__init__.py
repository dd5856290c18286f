"""Recordings: what clients and a host said to each other, in a file, and sending it again.

``proxy`` stands between clients and a host, ``writer`` and ``reader`` are the file, ``masking`` keeps secrets out of it,
``replaying`` sends the requests of a file to a host, ``comparing`` finds where its answers have another structure.
"""

from fakeesx.testing.recorder.comparing import Difference, Ignored
from fakeesx.testing.recorder.format import BadRecording, Exchange, Header
from fakeesx.testing.recorder.reader import Recording, open_recording
from fakeesx.testing.recorder.replaying import Patience, Replay
from fakeesx.testing.recorder.report import Finding, Report
from fakeesx.testing.recorder.target import Target, Unreachable

__all__ = [
    "BadRecording", "Difference", "Exchange", "Finding", "Header", "Ignored", "Patience", "Recording", "Replay", "Report",
    "Target", "Unreachable", "open_recording",
]
