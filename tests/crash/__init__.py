"""Hosts that are killed: ``python -m tests.crash --kills 20``."""
