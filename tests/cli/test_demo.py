"""`fakeesx demo`: the main job."""

import importlib.util
import subprocess
import sys
from pathlib import Path

from esx_driver.images.opening import look_at
from esx_driver.images.sources import FileSource
from served import fakeesx

ROOT = Path(__file__).parents[2]


def steps(*command: str) -> list[str]:
    """The lines of the steps of a demo that went well."""
    result = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert (result.returncode, result.stderr) == (0, ""), result.stdout
    return [line for line in result.stdout.splitlines() if " ms  " in line or "missing: " in line]


def test_demo() -> None:
    """Runs to its end with the real driver, shows each step with its time, and leaves nothing."""
    shown = steps(fakeesx(), "demo")
    for text in ("the driver has logged in", "spawn: sending the image", "the guest tool has read machine.id",
                 "tell its address: 192.0.2.20", "came back as an image", "a console that opens once", "nothing is left"):
        assert any(text in step for step in shown), text
    assert not any("missing" in step for step in shown)


def test_without_the_driver() -> None:
    """What a small client can do, and a word about what is missing."""
    code = (
        "import importlib.util, sys; real = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name: None if name == 'zeep' else real(name)\n"
        "from fakeesx.cli import main; main(['demo'])"
    )
    shown = steps(sys.executable, "-c", code)
    assert any("nothing is left" in step for step in shown)
    assert "pip install 'fakeesx[driver]'" in shown[-1]


def test_image_is_what_its_maker_makes() -> None:
    """The content, that is: how it is packed is zlib's matter."""
    spec = importlib.util.spec_from_file_location("make_demo", ROOT / "fixtures" / "images" / "make_demo.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    image = look_at(FileSource(ROOT / "fakeesx" / "cli" / "demo" / "demo.vmdk"))
    with image.open() as blocks:
        assert b"".join(blocks) == b"".join(maker.blocks())
