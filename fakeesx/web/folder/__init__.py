"""``/folder``: the files of the datastores over HTTP.

``address`` reads what a URL names, ``ranges`` which part of a file is wanted, ``listing`` shows directories, ``download``
and ``upload`` stream, ``door`` puts them together.
"""

from fakeesx.web.folder.door import FolderDoor, add_folder

__all__ = ["FolderDoor", "add_folder"]
