"""``python -m fakeesx`` is the command line."""

from fakeesx.cli import main

main(prog_name="fakeesx")
