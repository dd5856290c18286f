"""Every HTTP resource of a host: ``/sdk``, the WSDL, ``/folder``, ``/mob``, ``/ui`` and the welcome page.

``server`` is the way of a request from the socket to a door, ``doors`` the interface a door implements.
"""
