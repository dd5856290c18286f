"""Sessions of real clients through the recording proxy: made into files by ``python -m recorded``, and replayed by tests."""
