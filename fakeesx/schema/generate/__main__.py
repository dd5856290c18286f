"""``python -m fakeesx.schema.generate 4.1 4.0``: rewrite the model files of these API versions."""

from __future__ import annotations

from pathlib import Path

import click

from fakeesx.schema.generate import CORRECTED_BY, generate, read_tables

_DATA = Path(__file__).parents[1] / "data"


@click.command()
@click.argument("versions", nargs=-1, required=True, type=click.Choice(sorted(CORRECTED_BY)))
@click.option(
    "--pyvmomi",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with pyVmomi's _typeinfo_*.py files (default: the installed pyVmomi).",
)
def main(versions: tuple[str, ...], pyvmomi: Path | None) -> None:
    """Rewrite the model files of the API VERSIONS in fakeesx/schema/data/."""
    tables = read_tables(pyvmomi)
    for version in versions:
        file = _DATA / f"vim25-{version}.json"
        new = file.with_suffix(".new")
        new.write_text(generate(version, tables), "utf-8")
        new.replace(file)
        click.echo(f"{file.name}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
