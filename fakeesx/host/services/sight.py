"""What a caller gets to see: which entities, and which of an object's properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeesx.host.services.access import ANONYMOUS, VIEW
from fakeesx.schema import vim
from fakeesx.schema.values import Array, ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.services.access import Access

_READ = "System.Read"
_REFERENCES = "ArrayOfManagedObjectReference"


class Sight:
    """The eyes of a caller who may not see everything: a user with less than the Administrator role, or nobody (``None``).

    An entity that a user may not view is not there for it: neither in lists of references nor on the way to others
    (inferred; a host answers a session that has ended with no objects at all where they had to be searched, which is
    what comes of following nothing that may not be read).
    """

    __slots__ = ("_access", "_user")

    def __init__(self, access: Access, user: str | None) -> None:
        self._access = access
        self._user = user

    def sees(self, ref: ManagedObjectReference) -> bool:
        """Whether the caller may know of an object."""
        return self._user is not None and self._access.allows(self._user, VIEW, ref)

    def refusal(self, ref: ManagedObjectReference, name: str) -> vim.MethodFault | None:
        """Why the caller may not read a property of an object (NotAuthenticated, NoPermission); ``None`` when it may."""
        privilege = self._access.inventory.model.managed_properties(ref.type)[name].privilege
        if privilege == ANONYMOUS:
            return None
        if self._user is None:
            return vim.NotAuthenticated(object=ref, privilegeId=VIEW)
        needed = privilege or _READ
        if self._access.allows(self._user, needed, ref):
            return None
        return vim.NoPermission(object=ref, privilegeId=needed)

    def shown(self, value: Any) -> Any:
        """A property's value without the references to what the caller may not know of."""
        if not isinstance(value, Array) or value.type != _REFERENCES:
            return value
        seen = tuple(ref for ref in value.items if self.sees(ref))
        return value if len(seen) == len(value.items) else Array(_REFERENCES, seen)


def sight_of(access: Access, user: str | None) -> Sight | None:
    """The sight of a user (``None``: of somebody who has not logged in); ``None`` for one who sees everything."""
    return None if user is not None and access.unrestricted(user) else Sight(access, user)
