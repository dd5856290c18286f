"""``/mob``: the Managed Object Browser, read-only.

``path`` walks to the value that a ``doPath`` names, ``values`` shows values, ``pages`` makes pages of objects and values,
``door`` answers requests.
"""

from fakeesx.web.mob.door import add_mob

__all__ = ["add_mob"]
