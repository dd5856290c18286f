"""What is on a host, for a test to look at: machines, networks and datastores by name.

A view shows what is there when it is asked, not what was there when it was made; nothing can be changed through it.
"""

from fakeesx.testing.views.base import InHost, View, Views
from fakeesx.testing.views.datastores import Datastore, Datastores
from fakeesx.testing.views.networks import Network, Networks
from fakeesx.testing.views.vms import Disk, Guest, GuestControl, Nic, Vm, Vms

__all__ = [
    "Datastore", "Datastores", "Disk", "Guest", "GuestControl", "InHost", "Network", "Networks", "Nic", "View", "Views",
    "Vm", "Vms",
]
