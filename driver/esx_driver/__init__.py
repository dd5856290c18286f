"""The OpenStack compute driver for standalone VMware ESX/ESXi hosts, as a library and a command line.

Layers, from below: options → vim (wire, session, faults, properties, tasks) → network, storage, datastore → images → files
→ cache → vm → console → cli.
"""

__version__ = "0.1.0"
