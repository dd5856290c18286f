"""Users, roles and privileges: who may do what to which object."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from hashlib import pbkdf2_hmac

from fakeesx.inventory import Inventory
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault

ANONYMOUS, VIEW, READ = "System.Anonymous", "System.View", "System.Read"
ADMIN, READ_ONLY, VIEW_ONLY, NO_ACCESS = -1, -2, -3, -5
"""Ids of the fixed roles."""


@dataclass(frozen=True)
class Account:
    """A local user or group."""

    name: str
    id: int
    full_name: str
    secret: bytes = b""
    salt: bytes = b""
    group: bool = False
    members: frozenset[str] = frozenset()
    shell_access: bool = False

    def matches(self, password: str) -> bool:
        """Whether this is the user's password."""
        return bool(self.secret) and hmac.compare_digest(self.secret, digest(password, self.salt))


def digest(password: str, salt: bytes) -> bytes:
    """What is kept of a password. One round: the secrets here are test passwords, and logins must stay fast."""
    return pbkdf2_hmac("sha256", password.encode("utf-8", "surrogatepass"), salt, 1)


@dataclass
class Access:
    """The accounts, roles and permissions of one host."""

    inventory: Inventory
    accounts: dict[str, Account] = field(default_factory=dict)
    groups: dict[str, Account] = field(default_factory=dict)
    roles: dict[int, vim.AuthorizationRole] = field(default_factory=dict)
    permissions: dict[str, tuple[vim.Permission, ...]] = field(default_factory=dict)
    """Permissions by the moid of the entity they are set on."""
    tickets: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Local tickets: the file's name to the user and the one-time password in it."""
    _known: dict[tuple[str, str], frozenset[str] | None] = field(default_factory=dict)

    def authenticate(self, user: str, password: str) -> Account | None:
        """The account of a user whose password is right."""
        for name, (owner, secret) in self.tickets.items():
            if owner == user and hmac.compare_digest(secret.encode(), password.encode("utf-8", "surrogatepass")):
                del self.tickets[name]
                return self.accounts.get(user)
        account = self.accounts.get(user)
        if account is None or not account.matches(password):
            return None
        return account

    def local_ticket(self, user: str, secret: str) -> str:
        """Make a one-time password for a user; the result is the name of the file that holds it. The oldest go first."""
        name = f"ticket-{user}-{len(self.tickets)}-{secret[:8]}"
        self.tickets[name] = (user, secret[8:])
        while len(self.tickets) > 64:
            del self.tickets[next(iter(self.tickets))]
        return name

    def changed(self) -> None:
        """Forget what was worked out of roles and permissions."""
        self._known.clear()

    def role_of(self, user: str, ref: ManagedObjectReference) -> int:
        """The id of the role a user has on an object: the nearest permission up the tree, users before groups."""
        principals = {user} | {name for name, group in self.groups.items() if user in group.members}
        here: ManagedObjectReference | None = ref
        first = True
        while here is not None:
            found = [
                p for p in self.permissions.get(here.value, ())
                if p.principal in principals and (p.propagate or first)
            ]
            own = [p for p in found if not p.group]
            if own or found:
                return (own or found)[0].roleId
            node = self.inventory.find(here.value)
            parent = node.values.get("parent") if node is not None else None
            root = ManagedObjectReference("Folder", "ha-folder-root")
            here = parent or (None if here == root else root)
            first = False
        return NO_ACCESS

    def allows(self, user: str, privilege: str | None, ref: ManagedObjectReference) -> bool:
        """Whether a user has a privilege on an object; ``None`` and System.Anonymous are everybody's."""
        if privilege is None or privilege == ANONYMOUS:
            return True
        key = (user, ref.value)
        if key not in self._known:
            role_id = self.role_of(user, ref)
            role = self.roles.get(role_id)
            if len(self._known) > 10_000:
                self._known.clear()
            self._known[key] = None if role_id == ADMIN else frozenset(role.privilege if role else ())
        known = self._known[key]
        return known is None or privilege in known

    def require(self, user: str, privilege: str | None, ref: ManagedObjectReference) -> None:
        """Raise NoPermission unless the user has the privilege on the object."""
        if not self.allows(user, privilege, ref):
            raise VimFault(vim.NoPermission(object=ref, privilegeId=privilege or ""))
