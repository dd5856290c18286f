"""The managed objects of a host: one module (or package) per vim25 managed object, named as vim25 names it.

``managed_object`` holds the base class and the declaration of methods, ``pipeline`` the way of a call from its bytes to its
reply, ``esx`` the host that holds everything together.
"""
