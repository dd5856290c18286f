"""What may be wrong with the host's network; each step of a VLAN request that can fail has an error of its own."""

from __future__ import annotations

from collections.abc import Sequence

from esx_driver.errors import NetworkError


class NetworkNotFound(NetworkError):
    """Flat: the host has no port group of that name."""

    def __init__(self, name: str, there_are: Sequence[str]) -> None:
        self.name = name
        super().__init__(f"the host has no port group {name!r}; it has {_listed(there_are)}")


class BadVlan(NetworkError):
    """A VLAN id that there can't be."""

    def __init__(self, vlan: object) -> None:
        self.vlan = vlan
        super().__init__(f"{vlan!r} is no VLAN id: 1 to 4094, 0 for none, 4095 for all of them")


class BadName(NetworkError):
    """A name that no port group can have."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"a port group can't be named {name!r}")


class NicNotFound(NetworkError):
    """Step 1: the host has no such network card."""

    def __init__(self, nic: str, there_are: Sequence[str]) -> None:
        self.nic = nic
        super().__init__(f"the host has no network card {nic!r}; it has {_listed(there_are)}")


class NicWithoutSwitch(NetworkError):
    """Step 2: no virtual switch uses the card."""

    def __init__(self, nic: str) -> None:
        self.nic = nic
        super().__init__(f"no virtual switch uses the network card {nic!r}")


class OnOtherSwitch(NetworkError):
    """Step 4: the port group is on another switch than the card's."""

    def __init__(self, group: str, switch: str, nic: str, wanted: str) -> None:
        self.group, self.switch, self.nic, self.wanted = group, switch, nic, wanted
        super().__init__(f"the port group {group!r} is on {switch!r}, and not on {wanted!r}, the switch of {nic!r}")


class OtherVlan(NetworkError):
    """Step 5: the port group is for another VLAN."""

    def __init__(self, group: str, vlan: int, wanted: int) -> None:
        self.group, self.vlan, self.wanted = group, vlan, wanted
        super().__init__(f"the port group {group!r} is for VLAN {vlan}, and not for {wanted}")


class Unsettled(NetworkError):
    """The host's network was changed by others each time that it was looked at."""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(repr, sorted(names))) or "none"
