"""The networks of machines: port groups of the host, found or made."""
