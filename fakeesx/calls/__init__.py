"""What clients asked of a host: a bounded log of requests, and ways to find the one that was meant."""

from fakeesx.calls.log import Bounds, RequestLog
from fakeesx.calls.nearest import Nearest
from fakeesx.calls.record import Outcome, Record, Soap

__all__ = ["Bounds", "Nearest", "Outcome", "Record", "RequestLog", "Soap"]
