"""The network of a host as values: switches, port groups, policies, interfaces, and how a change makes new ones of old ones.

Everything here is pure: a ``HostNetworkInfo`` goes in and another one comes out, or ``Refused`` is raised. Nothing knows of
SOAP or of managed objects.
"""
