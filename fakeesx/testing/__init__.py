"""What tests and tools use to talk to a host."""

from fakeesx.testing.client import Fault, VimClient

__all__ = ["Fault", "VimClient"]
