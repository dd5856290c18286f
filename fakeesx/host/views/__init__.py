"""Views: ViewManager, ContainerView, InventoryView and ListView, and how they follow the inventory."""

from fakeesx.host.views.live import Views
from fakeesx.host.views.managed import (
    ContainerView,
    InventoryView,
    ListView,
    ManagedObjectView,
    View,
    ViewManager,
)

__all__ = ["ContainerView", "InventoryView", "ListView", "ManagedObjectView", "View", "ViewManager", "Views"]
