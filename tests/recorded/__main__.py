"""Make the recordings in ``fixtures/recordings/`` anew: ``PYTHONPATH=tests python -m recorded [NAME...]``."""

import sys
from pathlib import Path

from served import serve

from recorded.rig import recorder
from recorded.sessions import SESSIONS

FOLDER = Path(__file__).parents[2] / "fixtures" / "recordings"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in sys.argv[1:] or SESSIONS:
        file = FOLDER / f"{name}.jsonl"
        file.unlink(missing_ok=True)
        with serve() as host, recorder(host, file) as proxy:
            SESSIONS[name](proxy)
        print(f"{file.name}: {file.stat().st_size} bytes")
