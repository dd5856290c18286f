"""``python -m tests.crash [--kills N] [--seed N]``: SIGKILL at random moments of a scripted load.

After each kill everything that was answered is there, what was under way is wholly there or wholly absent, nothing is half,
and the host works on.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # helpers that tests share

from tests.crash.kills import Failed, run


def main() -> None:
    """Kill, and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 100_000)
    options = parser.parse_args()
    begin = time.monotonic()
    try:
        done = run(options.kills, options.seed)
    except Failed as failed:
        sys.exit(str(failed))
    print(f"{options.kills} kills, {done} answered operations, nothing lost, {time.monotonic() - begin:.0f} s")


if __name__ == "__main__":
    main()
