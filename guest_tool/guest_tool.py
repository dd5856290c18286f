#!/usr/bin/env python
"""Reads ``machine.id`` inside a guest and tells what network settings it asks for.

One file, standard library only, Python 2.7 or 3. It changes nothing yet: it prints what is to be set, for each network card.
"""

from __future__ import print_function

import argparse
import json
import os
import subprocess
import sys
import threading

TOOLS = (
    "/usr/sbin/vmtoolsd", "/usr/bin/vmtoolsd", "/usr/sbin/vmware-guestd", "/usr/bin/vmware-guestd",
    os.path.join(os.environ.get("PROGRAMFILES", ""), "VMware", "VMware Tools", "vmtoolsd.exe"),
    os.path.join(os.environ.get("PROGRAMFILES", ""), "VMware", "VMware Tools", "VMwareService.exe"),
)
"""Where VMware Tools may be; the first that is there is asked."""
CARDS = "/sys/class/net"
"""The network cards of a Linux: also those without an address."""
SECONDS = 30
"""How long Tools may take to answer."""
FIELDS = ("mac", "address", "netmask", "gateway", "broadcast", "dns")
NOTHING = "nothing to set"


class NoTools(Exception):
    """VMware Tools can't be asked."""


def read(tools=TOOLS):
    """The text of ``machine.id``, from VMware Tools; empty where the machine has none. Raises ``NoTools``."""
    tool = next((path for path in tools if os.path.isabs(path) and os.path.exists(path)), None)
    if tool is None:
        raise NoTools("VMware Tools are not installed")
    try:
        asked = subprocess.Popen([tool, "--cmd", "machine.id.get"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as error:
        problem = "%s can't be run: %s" % (tool, error)
    else:
        late = []
        timer = threading.Timer(SECONDS, lambda: (late.append(True), asked.kill()))
        timer.start()
        try:
            text = asked.communicate()[0].decode("utf-8", "replace").strip()
        finally:
            timer.cancel()
        if not late:
            return "" if asked.returncode else text
        problem = "%s does not answer" % tool
    raise NoTools(problem)


def interfaces(folder=CARDS):
    """The names of the network cards by their MAC addresses; None where they can't be told (this is no Linux).

    Bridges and VLANs bear the address of the card that they are on: it goes before them.
    """
    if not os.path.isdir(folder):
        return None
    found = {}
    for name in sorted(os.listdir(folder)):
        try:
            with open(os.path.join(folder, name, "address")) as file:
                mac = file.read().strip().lower()
        except (IOError, OSError):
            continue
        if mac.strip("0:") and (mac not in found or os.path.exists(os.path.join(folder, name, "device"))):
            found[mac] = name
    return found


def parse(text):
    """The network cards of a text, in order: dictionaries with mac, address, netmask, gateway, broadcast, dns (a list), and,
    where it says so, addresses6 (with prefix lengths), gateway6 and dns6.

    Records of six fields are the original's; several of them may stand in one. Records that begin with ``ipv6`` add to the
    card of their MAC. Any other record ends the reading, as it always has.
    """
    cards, order = {}, []
    for record in text.strip().split("#"):
        fields = [field.strip() for field in record.split(";")]
        if fields[0] == "ipv6" and len(fields) == 5:
            card = cards.setdefault(fields[1].lower(), {"mac": fields[1].lower()})
            card["addresses6"], card["gateway6"], card["dns6"] = _list(fields[2]), fields[3], _list(fields[4])
            order.append(card["mac"])
        elif len(fields) % len(FIELDS):
            if record.strip():
                break
        else:
            for start in range(0, len(fields), len(FIELDS)):
                card = {key: fields[start + place] for place, key in enumerate(FIELDS)}
                card["mac"], card["dns"] = card["mac"].lower(), _list(card["dns"])
                cards[card["mac"]] = card
                order.append(card["mac"])
    return [cards[mac] for place, mac in enumerate(order) if mac not in order[:place]]


def plan(cards, names=None):
    """What is to be set: the same cards, each with its interface where it is known.

    A machine has one default gateway, and one for IPv6: that of the first card which has one; those of others are put aside
    as other_gateway, other_gateway6. ``names``: the guest's interfaces by their MACs, if they are known; a card that is none
    of them has None.
    """
    planned, taken = [], set()
    for card in cards:
        card = dict(card)
        if names is not None:
            card["interface"] = names.get(card["mac"])
        for key in ("gateway", "gateway6"):
            if not card.get(key) or (names is not None and card["interface"] is None):
                continue
            if key in taken:
                card["other_" + key], card[key] = card[key], ""
            taken.add(key)
        planned.append(card)
    return planned


def describe(card):
    """What is to be set for a card of a plan, as lines."""
    if card.get("interface", "") is None:
        return ["left out: this guest has no such card"]
    lines = []
    if card.get("address"):
        mask = " netmask %s" % card["netmask"] if card.get("netmask") else ""
        lines.append("address %s%s" % (card["address"], mask))
    lines += ["address %s" % address for address in card.get("addresses6", ())]
    lines += ["%s %s" % (key.rstrip("6"), card[key]) for key in ("gateway", "broadcast", "gateway6") if card.get(key)]
    lines += ["dns %s" % server for key in ("dns", "dns6") for server in card.get(key, ())]
    lines = lines or ["nothing: it is left as it is"]
    return lines + [
        "gateway %s is not set: another card has the default one" % card[key]
        for key in ("other_gateway", "other_gateway6") if card.get(key)
    ]


def main(arguments=None):
    """Print what is to be set. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="guest_tool", description=__doc__.splitlines()[0])
    parser.add_argument("--machine-id", metavar="TEXT", help="use this in place of what VMware Tools say")
    parser.add_argument("--cards", metavar="FOLDER", help="find interfaces here (with VMware Tools: %s)" % CARDS)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(arguments)
    folder = options.cards
    try:
        text = options.machine_id
        if text is None:
            text, folder = read(), folder or CARDS
    except NoTools as error:
        print("guest_tool: %s" % error, file=sys.stderr)
        return 1
    cards = plan(parse(text), interfaces(folder) if folder else None)
    if options.json:
        print(json.dumps(cards))
    elif not cards:
        print(NOTHING)
    for card in () if options.json else cards:
        print("%(mac)s %(interface)s" % card if card.get("interface") else card["mac"])
        for line in describe(card):
            print("  " + line)
    return 0


def _list(text):
    return [part.strip() for part in text.split(",") if part.strip()]


if __name__ == "__main__":
    sys.exit(main())
