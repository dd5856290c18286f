"""``python -m esx_driver``."""

from esx_driver.cli import main

main(prog_name="esx-driver")
