"""The control API, ``/fakeesx/v1/``: what a test may do with a host from outside, as JSON over HTTP, in any language."""

from fakeesx.web.control.door import add_control

__all__ = ["add_control"]
