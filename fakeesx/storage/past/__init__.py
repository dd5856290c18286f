"""Earlier versions of files: what was there before they changed, kept so that it can come back.

A version costs nothing when it is marked. The first change of a file after that keeps what was there: by another link where
the file goes as a whole, block by block where it is changed in place. Going back costs as much as has changed.
"""

from fakeesx.storage.past.history import History, Version

__all__ = ["History", "Version"]
