"""Datastores as folders of real files, in VMware's formats.

Knows nothing of SOAP, of vim25's values, of the web or of the inventory. All of it is synchronous, belongs to
one thread and keeps no state outside its objects.
"""
