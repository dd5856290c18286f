"""The vim25 API of one host: wire, session, typed faults, properties, tasks."""

from esx_driver.vim.faults import VimFault
from esx_driver.vim.refs import Ref
from esx_driver.vim.session import Session, connect

__all__ = ["Ref", "Session", "VimFault", "connect"]
