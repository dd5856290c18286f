#!/usr/bin/env python3
"""Reads ``machine.id`` inside a guest and tells what network settings it asks for.

One file, standard library only. It changes nothing yet: it prints what is to be set, for each network card.
"""

import argparse
import json
import os
import subprocess
import sys

TOOLS = (
    "/usr/sbin/vmtoolsd", "/usr/bin/vmtoolsd", "/usr/sbin/vmware-guestd", "/usr/bin/vmware-guestd",
    os.path.join(os.environ.get("PROGRAMFILES", ""), "VMware", "VMware Tools", "vmtoolsd.exe"),
    os.path.join(os.environ.get("PROGRAMFILES", ""), "VMware", "VMware Tools", "VMwareService.exe"),
)
"""Where VMware Tools may be; the first that is there is asked."""
FIELDS = ("mac", "address", "netmask", "gateway", "broadcast", "dns")


class NoMachineId(Exception):
    """There is none, or it can't be got."""


def read():
    """The text of ``machine.id``, from VMware Tools. Raises ``NoMachineId``."""
    tool = next((path for path in TOOLS if os.path.isabs(path) and os.path.exists(path)), None)
    if tool is None:
        raise NoMachineId("VMware Tools are not installed")
    try:
        asked = subprocess.run([tool, "--cmd", "machine.id.get"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoMachineId("%s does not answer: %s" % (tool, error)) from None
    text = asked.stdout.strip()
    if asked.returncode or not text:
        raise NoMachineId("the machine has no machine.id")
    return text


def parse(text):
    """The network cards of a text, in order: dictionaries with mac, address, netmask, gateway, broadcast, dns (a list), and,
    where it says so, addresses6 (with prefix lengths), gateway6 and dns6.

    Records of six fields are the original's; several of them may stand in one. Records that begin with ``ipv6`` add to the
    card of their MAC. Any other record ends the reading, as it always has.
    """
    cards = {}
    for record in text.strip().split("#"):
        fields = [field.strip() for field in record.split(";")]
        if fields[0] == "ipv6" and len(fields) == 5:
            card = cards.setdefault(fields[1].lower(), {"mac": fields[1].lower()})
            card["addresses6"], card["gateway6"], card["dns6"] = _list(fields[2]), fields[3], _list(fields[4])
        elif len(fields) % len(FIELDS):
            if record.strip():
                break
        else:
            for start in range(0, len(fields), len(FIELDS)):
                card = {key: fields[start + place] for place, key in enumerate(FIELDS)}
                card["mac"], card["dns"] = card["mac"].lower(), _list(card["dns"])
                cards[card["mac"]] = card
    return list(cards.values())


def describe(card):
    """What is to be set for a card, as lines."""
    lines = []
    if card.get("address"):
        mask = " netmask %s" % card["netmask"] if card.get("netmask") else ""
        lines.append("address %s%s" % (card["address"], mask))
    lines += ["address %s" % address for address in card.get("addresses6", ())]
    lines += ["%s %s" % (key.rstrip("6"), card[key]) for key in ("gateway", "broadcast", "gateway6") if card.get(key)]
    lines += ["dns %s" % server for key in ("dns", "dns6") for server in card.get(key, ())]
    return lines or ["nothing: it is left as it is"]


def main(arguments=None):
    """Print what is to be set. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="guest_tool", description=__doc__.splitlines()[0])
    parser.add_argument("--machine-id", metavar="TEXT", help="use this in place of what VMware Tools say")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    try:
        text = options.machine_id if options.machine_id is not None else read()
    except NoMachineId as error:
        print("guest_tool: %s" % error, file=sys.stderr)
        return 1
    cards = parse(text)
    if options.json:
        print(json.dumps(cards))
    for card in () if options.json else cards:
        print(card["mac"])
        for line in describe(card):
            print("  " + line)
    return 0


def _list(text):
    return [part.strip() for part in text.split(",") if part.strip()]


if __name__ == "__main__":
    sys.exit(main())
