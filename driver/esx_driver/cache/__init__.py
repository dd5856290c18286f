"""Images kept on the datastores: machines' disks are made from there by the host itself."""

from esx_driver.cache.entries import Entry
from esx_driver.cache.serving import TRIES, Clock, base, fill, is_linked, iso, serves

__all__ = ["TRIES", "Clock", "Entry", "base", "fill", "is_linked", "iso", "serves"]
