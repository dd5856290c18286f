"""`fakeesx demo`: the main job."""

import subprocess

from served import fakeesx


def test_demo() -> None:
    """Runs to its end, shows each step with its time, and leaves nothing."""
    result = subprocess.run([fakeesx(), "demo"], capture_output=True, text=True, timeout=60, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    steps = [line for line in result.stdout.splitlines() if " ms  " in line]
    assert len(steps) >= 8
    assert any("nothing is left" in step for step in steps)
