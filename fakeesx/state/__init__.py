"""What a host keeps on disk: its inventory, and when its files count as kept.

It knows the inventory, the schema and the undo log of the datastores, and nothing of managed objects: what is private to
those is in a registry that the host hands in.
"""
