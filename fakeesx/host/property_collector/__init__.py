"""PropertyCollector and PropertyFilter: how clients read and watch the host.

``paths`` parses and resolves property paths, ``selection`` finds the objects a spec means, ``report`` writes them,
``diff`` and ``filters`` find what changed, ``collector`` holds the vim25 methods.
"""

from fakeesx.host.property_collector.collector import PropertyCollector, PropertyFilter
from fakeesx.host.property_collector.filters import Collectors

__all__ = ["Collectors", "PropertyCollector", "PropertyFilter"]
