"""Hosts made of what inventory files say, and files that say what a host is.

``making`` makes a host of a lab; ``telling`` makes a lab of a host that runs, and ``likeness`` compares two hosts.
"""

from fakeesx.host.lab.making import settings_of, start, successor

__all__ = ["settings_of", "start", "successor"]
