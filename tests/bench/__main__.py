"""``python -m tests.bench [--quick] [NAME…]``: measure, and compare with the targets.

Each figure is the median over repetitions; the ratio beside it is to a bare Twisted resource over TLS that answers as many
bytes, or as many requests, in the same run. On a noisy machine the ratio is the one to judge by.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable

from tests.bench import measures
from tests.bench.checkpoints import checkpoints
from tests.bench.driver import driver
from tests.bench.harness import harness
from tests.bench.measures import Figure
from tests.bench.transfer import transfer
from tests.bench.virtual_time import virtual_time

MEASURES: dict[str, Callable[[bool], list[Figure]]] = {
    "start": measures.start,
    "harness": harness,
    "retrieve": measures.retrieve,
    "watch": measures.watch,
    "cycle": measures.cycle,
    "calls": measures.calls,
    "memory": measures.memory,
    "transfer": transfer,
    "time": virtual_time,
    "checkpoints": checkpoints,
    "driver": driver,
}


def main() -> None:
    """Run the chosen measures and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("names", nargs="*", choices=[[], *MEASURES], help="only these (default: all)")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}; medians; TLS, keep-alive\n")
    print(f"{'what':<58} {'measured':>12} {'target':>12}   {'floor':>10} {'ratio':>7}")
    missed = 0
    for name in options.names or MEASURES:
        for figure in MEASURES[name](options.quick):
            missed += figure.missed
            print(figure.line(), flush=True)
    print(f"\n{missed} of the targets missed" if missed else "\nall targets reached")


if __name__ == "__main__":
    main()
