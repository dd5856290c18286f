"""How long what a host does takes: profiles of durations, as values."""

from fakeesx.durations.profiles import NAMES, Durations, durations

__all__ = ["NAMES", "Durations", "durations"]
