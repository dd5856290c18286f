"""Build the wheel, install it into a fresh environment outside the checkout, start a host and run the demo.

What a user gets who installs the package: nothing may be read from the checkout.
"""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, cwd: Path) -> None:
    """Run a command; its failure ends the check."""
    print("+", *command, flush=True)  # noqa: T201 - this is a log
    subprocess.run(command, cwd=cwd, check=True)  # noqa: S603 - our own commands


def serve(fakeesx: Path, cwd: Path) -> None:
    """A host starts, gives out its WSDL over verified TLS and ends with exit code 0 when told to."""
    process = subprocess.Popen([fakeesx, "serve", "--vms", "2"], cwd=cwd, stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert process.stdout is not None
    try:
        ready = json.loads(process.stdout.readline())
        context = ssl.create_default_context(cafile=ready["cafile"])
        with urllib.request.urlopen(f"{ready['url']}/vimService.wsdl", context=context, timeout=30) as reply:  # noqa: S310
            if b"VimService" not in reply.read():
                sys.exit("the served WSDL is not one")
    finally:
        process.send_signal(signal.SIGTERM)
        code = process.wait(10)
    if code:
        sys.exit(f"fakeesx serve ended with exit code {code}")


def has_demo(fakeesx: Path, cwd: Path) -> bool:
    """Whether this version has the command `fakeesx demo`."""
    listed = subprocess.run([fakeesx, "--help"], cwd=cwd, check=True, capture_output=True, text=True)  # noqa: S603
    return any(line.split()[:1] == ["demo"] for line in listed.stdout.splitlines())


def main() -> None:
    """Do it all in a temporary folder."""
    os.environ.pop("PYTHONPATH", None)
    with tempfile.TemporaryDirectory(prefix="fakeesx-wheel-") as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, CHECKOUT, cwd=folder)
        (wheel,) = folder.glob("*.whl")
        venv.create(folder / "venv", with_pip=True)
        binaries = folder / "venv" / "bin"
        run(binaries / "python", "-m", "pip", "install", "--quiet", f"{wheel}[driver]", cwd=folder)
        fakeesx = binaries / "fakeesx"
        run(fakeesx, "--version", cwd=folder)
        serve(fakeesx, folder)
        if has_demo(fakeesx, folder):
            run(fakeesx, "demo", cwd=folder)
    print("the wheel works")  # noqa: T201


if __name__ == "__main__":
    main()
