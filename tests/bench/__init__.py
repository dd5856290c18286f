"""Benchmarks: ``tox -e bench`` prints absolute figures and ratios against a bare Twisted resource in the same run."""
