"""``fakeesx ctl chaos``: failure on demand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from fakeesx.cli.control import part
from fakeesx.cli.ctl.output import table

if TYPE_CHECKING:
    from fakeesx.cli.ctl.command import Context


@click.group()
def chaos() -> None:
    """Failure on demand: rules that make calls go wrong."""


def _value(text: str) -> Any:
    """A value of a key: JSON where it is that, otherwise text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _rule(words: tuple[str, ...]) -> Any:
    """The JSON form of a rule that is given as JSON, or as a method and KEY=VALUE."""
    from fakeesx.chaos.keys import EFFECT, MATCH

    if len(words) == 1 and words[0].lstrip().startswith("{"):
        try:
            return json.loads(words[0])
        except ValueError as error:
            raise click.BadParameter(f"this is no JSON: {error}", param_hint="RULE") from None
    rule: dict[str, Any] = {"match": {}, "effect": {}}
    for number, word in enumerate(words):
        key, equals, value = word.partition("=")
        if not equals:
            if number:
                raise click.BadParameter(f"{word!r} is not KEY=VALUE, such as fault=InvalidState", param_hint="RULE")
            key, value = "method", json.dumps(word)
        outer, _, inner = key.partition(".")
        where = rule if outer == "id" else rule["match"] if outer in MATCH else rule["effect"]
        if outer not in ("id", *MATCH, *EFFECT):
            from fakeesx.chaos.errors import nearest

            raise click.BadParameter(f"rules have no {outer!r}{nearest(outer, ('id', *MATCH, *EFFECT))}", param_hint="RULE")
        if inner:
            where.setdefault(outer, {})[inner] = _value(value)
        else:
            where[outer] = value if outer == "id" else _value(value)
    return rule


@chaos.command()
@click.argument("rule", nargs=-1, required=True)
@click.pass_obj
def add(context: Context, rule: tuple[str, ...]) -> None:
    """Add a rule and print its id.

    RULE is a method and keys, or a JSON object:

    \b
      fakeesx ctl chaos add PowerOnVM_Task fault=InvalidState nth=2
      fakeesx ctl chaos add '{"match": {"method": "Login"}, "effect": {"delay": 3}}'
    """
    told = context.client.ask("POST", "chaos/rules", body=_rule(rule))
    context.show(told, told["id"])


@chaos.command("list")
@click.pass_obj
def list_(context: Context) -> None:
    """List the rules: how often each acted, how many calls it holds."""
    told = context.client.ask("GET", "chaos/rules")
    rows = [(each["id"], str(each["hits"]), str(each["held"]), each["text"]) for each in told]
    context.show(told, table(("ID", "HITS", "HELD", "RULE"), rows) if rows else "there are no rules")


@chaos.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "all_", is_flag=True, help="Remove all rules.")
@click.pass_obj
def remove(context: Context, ids: tuple[str, ...], all_: bool) -> None:
    """Remove rules: calls that they hold go on."""
    if bool(ids) == all_:
        raise click.UsageError("say which rules by their ids, or --all")
    if all_:
        context.client.ask("DELETE", "chaos/rules")
    for each in ids:
        context.client.ask("DELETE", f"chaos/rules/{part(each)}")


@chaos.command()
@click.pass_obj
def clear(context: Context) -> None:
    """Remove all rules: the same as remove --all."""
    context.client.ask("DELETE", "chaos/rules")


@chaos.command()
@click.argument("id_", metavar="[ID]", required=False)
@click.pass_obj
def release(context: Context, id_: str | None) -> None:
    """Let calls go on that a rule holds, or all rules."""
    path = "chaos/release" if id_ is None else f"chaos/rules/{part(id_)}/release"
    told = context.client.ask("POST", path)
    context.show(told, f"{told['released']} released")
