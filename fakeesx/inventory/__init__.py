"""The state of one host: immutable nodes, the one door through which they change, and the journal of changes."""

from fakeesx.inventory.state import Change, Inventory, Kind, Node, Snapshot

__all__ = ["Change", "Inventory", "Kind", "Node", "Snapshot"]
