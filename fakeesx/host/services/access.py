"""Users, roles and privileges: who may do what to which object.

All of it is in the inventory, so that a call that fails changes nothing and a restored snapshot restores it:
roles are ``AuthorizationManager.roleList``, permissions the ``permission`` of entities, accounts the private
state of the HostLocalAccountManager.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import pbkdf2_hmac
from types import MappingProxyType
from typing import Any

from fakeesx.inventory import Change, Inventory, Kind
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault

ANONYMOUS, VIEW, READ = "System.Anonymous", "System.View", "System.Read"
ADMIN, READ_ONLY, VIEW_ONLY, ANONYMOUS_ONLY, NO_ACCESS = -1, -2, -3, -4, -5
"""Ids of the fixed roles."""

ROOT = ManagedObjectReference("Folder", "ha-folder-root")
ACCOUNTS = ManagedObjectReference("HostLocalAccountManager", "ha-localacctmgr")
ROLES = ManagedObjectReference("AuthorizationManager", "ha-authmgr")

_PART = re.compile(r"-(snapshot-\d+|envmgr|datastorebrowser)$")
"""What the moid of a snapshot, environment browser or datastore browser has after that of its entity (recorded)."""

_OF_ENTITIES = frozenset({"EnvironmentBrowser", "HostDatastoreBrowser", "Task", "VirtualMachineSnapshot"})
"""Types of objects that belong to an entity, whose permissions count for them."""

_MOST_TICKETS = 64
_MOST_KNOWN = 10_000


@dataclass(frozen=True)
class Account:
    """A local user or group. ``id`` is its POSIX id; one without a ``secret`` can't log in."""

    name: str
    id: int
    full_name: str
    secret: bytes = field(default=b"", repr=False)
    salt: bytes = field(default=b"", repr=False)
    group: bool = False
    members: frozenset[str] = frozenset()
    shell_access: bool = False

    def matches(self, password: str) -> bool:
        """Whether this is the user's password."""
        return bool(self.secret) and hmac.compare_digest(self.secret, digest(password, self.salt))


@dataclass(frozen=True)
class Accounts:
    """The local users and groups of a host, by name."""

    users: Mapping[str, Account] = field(default_factory=lambda: MappingProxyType({}))
    groups: Mapping[str, Account] = field(default_factory=lambda: MappingProxyType({}))


def digest(password: str, salt: bytes) -> bytes:
    """What is kept of a password. One round: the passwords here are for tests, and logins must stay fast."""
    return pbkdf2_hmac("sha256", password.encode("utf-8", "surrogatepass"), salt, 1)


class Access:
    """The accounts, roles and permissions of one host."""

    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        self.tickets: dict[str, tuple[str, str]] = {}
        """Local tickets: the file's name to the user and the one-time password in it."""
        self._known: dict[tuple[str, str], frozenset[str] | None] = {}
        self._unrestricted: dict[str, bool] = {}
        self.generation = 0
        """Another number whenever what users may do may have changed."""
        inventory.subscribe(self._note)

    # accounts

    @property
    def accounts(self) -> Mapping[str, Account]:
        """The local users by name."""
        return self._accounts.users

    @property
    def groups(self) -> Mapping[str, Account]:
        """The local groups by name."""
        return self._accounts.groups

    def put_account(self, account: Account) -> None:
        """Add a user or group, or take an account's new state."""
        users, groups = dict(self.accounts), dict(self.groups)
        (groups if account.group else users)[account.name] = account
        self._keep(users, groups)

    def drop_account(self, account: Account) -> None:
        """Remove a user or group, also from the groups it is in."""
        users, groups = dict(self.accounts), dict(self.groups)
        del (groups if account.group else users)[account.name]
        if not account.group:
            groups = {
                name: _without(group, account.name) if account.name in group.members else group
                for name, group in groups.items()
            }
        self._keep(users, groups)

    def authenticate(self, user: str, password: str) -> Account | None:
        """The account of a user whose password is right."""
        given = password.encode("utf-8", "surrogatepass")
        for name, (owner, secret) in self.tickets.items():
            if owner == user and hmac.compare_digest(secret.encode(), given):
                del self.tickets[name]
                return self.accounts.get(user)
        account = self.accounts.get(user)
        if account is None or not account.matches(password):
            return None
        return account

    def local_ticket(self, user: str, secret: str) -> str:
        """Make a one-time password for a user: the name of the file that holds it. The oldest go first."""
        name = f"ticket-{user}-{len(self.tickets)}-{secret[:8]}"
        self.tickets[name] = (user, secret[8:])
        while len(self.tickets) > _MOST_TICKETS:
            del self.tickets[next(iter(self.tickets))]
        return name

    # going back

    def capture(self) -> Any:
        """The local tickets; all else is in the inventory."""
        return self.tickets.copy()

    def restore(self, state: Any) -> None:
        """Let these be the tickets."""
        self.tickets = state.copy()

    # roles and permissions

    @property
    def roles(self) -> dict[int, vim.AuthorizationRole]:
        """The roles by id."""
        node = self.inventory.find(ROLES.value)
        return {role.roleId: role for role in (node.get("roleList") or () if node else ())}

    def permissions_on(self, ref: ManagedObjectReference) -> tuple[vim.Permission, ...]:
        """The permissions set on an object itself."""
        node = self.inventory.find(ref.value)
        permissions: tuple[vim.Permission, ...] = (node.get("permission") if node is not None else None) or ()
        return permissions

    def all_permissions(self) -> list[vim.Permission]:
        """Every permission of the host, the root folder's first."""
        return [permission for node in self.inventory.nodes() for permission in node.get("permission") or ()]

    def set_permissions(self, ref: ManagedObjectReference, permissions: Iterable[vim.Permission]) -> None:
        """Put permissions in place of those an entity has."""
        self.inventory.update(ref, permission=tuple(permissions))
        self.changed()

    def changed(self) -> None:
        """Forget what was worked out of accounts, roles and permissions."""
        self._known.clear()
        self._unrestricted.clear()
        self.generation += 1

    def take_in(self, changes: Iterable[Change]) -> int:
        """Take in what a transaction did, which may have ended or not; the ``generation`` from then on."""
        if any(map(_about_rights, changes)):
            self.changed()
        return self.generation

    def principals(self, user: str) -> set[tuple[str, bool]]:
        """Who a user is in permissions: (name, whether a group) of the user and of the groups it is in."""
        groups = {(name, True) for name, group in self.groups.items() if user in group.members}
        return groups | {(user, False)}

    def roles_of(self, user: str, ref: ManagedObjectReference) -> tuple[int, ...]:
        """The ids of the roles a user has on an object; empty where no permission reaches it.

        The nearest entity up the tree with a permission for the user decides; there, one for the user goes
        before those for groups, and those of several groups add up (documented).
        """
        principals = self.principals(user)
        here = start = self._holder(ref)
        while here is not None:
            found = [
                p for p in self.permissions_on(here)
                if (p.principal, p.group) in principals and (p.propagate or here == start)
            ]
            own = [p.roleId for p in found if not p.group]
            if found:
                return tuple(own[:1] or dict.fromkeys(p.roleId for p in found))
            here = self._above(here)
        return ()

    def allows(self, user: str, privilege: str | None, ref: ManagedObjectReference) -> bool:
        """Whether a user has a privilege on an object; ``None`` and System.Anonymous are everybody's.

        Objects outside the tree (managers, views) are seen by everyone who sees something (inferred); a task or snapshot by
        who sees its entity.
        """
        if privilege is None or privilege == ANONYMOUS:
            return True
        if privilege == VIEW and not (
            ref.type in _OF_ENTITIES or self.inventory.model.managed_is_a(ref.type, "ManagedEntity")
        ):
            return self.allows_anywhere(user, VIEW)
        key = (user, ref.value)
        if key not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._privileges(self.roles_of(user, ref))
        known = self._known[key]
        return known is None or privilege in known

    def allows_anywhere(self, user: str, privilege: str) -> bool:
        """Whether some permission gives a user a privilege, on whatever entity."""
        if self.allows(user, privilege, ROOT):
            return True
        principals = self.principals(user)
        roles = {p.roleId for p in self.all_permissions() if (p.principal, p.group) in principals}
        privileges = self._privileges(tuple(roles))
        return privileges is None or privilege in privileges

    def require_anywhere(self, user: str, privilege: str) -> None:
        """Raise NoPermission unless the user has the privilege on some entity."""
        if not self.allows_anywhere(user, privilege):
            raise VimFault(vim.NoPermission(object=ROOT, privilegeId=privilege))

    def unrestricted(self, user: str) -> bool:
        """Whether a user is Administrator on every object."""
        known = self._unrestricted.get(user)
        if known is None:
            principals = self.principals(user)
            known = self._unrestricted[user] = ADMIN in self.roles_of(user, ROOT) and all(
                p.roleId == ADMIN and p.propagate
                for p in self.all_permissions() if (p.principal, p.group) in principals
            )
        return known

    def require(self, user: str, privilege: str | None, ref: ManagedObjectReference) -> None:
        """Raise NoPermission unless the user has the privilege on the object."""
        if not self.allows(user, privilege, ref):
            raise VimFault(vim.NoPermission(object=ref, privilegeId=privilege or ""))

    # inside

    @property
    def _accounts(self) -> Accounts:
        node = self.inventory.find(ACCOUNTS.value)
        private = node.private if node is not None else None
        return private if isinstance(private, Accounts) else Accounts()

    def _keep(self, users: dict[str, Account], groups: dict[str, Account]) -> None:
        self.inventory.update(ACCOUNTS, private=Accounts(MappingProxyType(users), MappingProxyType(groups)))
        self.changed()

    def _privileges(self, role_ids: tuple[int, ...]) -> frozenset[str] | None:
        """The privileges of roles together; ``None`` for all there are."""
        if ADMIN in role_ids:
            return None
        roles = self.roles
        return frozenset(name for id_ in role_ids if id_ in roles for name in roles[id_].privilege)

    def _holder(self, ref: ManagedObjectReference) -> ManagedObjectReference | None:
        """The entity whose permissions count for an object: itself, or what a task, snapshot or browser belongs to."""
        node = self.inventory.find(ref.value)
        if node is None or self.inventory.model.managed_is_a(ref.type, "ManagedEntity"):
            return ref
        if ref.type == "Task":
            entity: ManagedObjectReference | None = node.values["info"].entity
            return entity or ROOT
        owner = self.inventory.find(_PART.sub("", ref.value))
        return owner.ref if owner is not None and owner is not node else ROOT

    def _above(self, ref: ManagedObjectReference) -> ManagedObjectReference | None:
        node = self.inventory.find(ref.value)
        parent: ManagedObjectReference | None = node.values.get("parent") if node is not None else None
        return parent or (None if ref == ROOT else ROOT)

    def _note(self, changes: list[Change]) -> None:
        self.take_in(changes)


def _about_rights(change: Change) -> bool:
    """Whether a change may change what users may do."""
    if change.kind is Kind.MODIFY:
        return not change.names.isdisjoint(("permission", "roleList", "parent"))
    node = change.after or change.before
    return node is not None and bool(node.get("permission"))


def _without(group: Account, user: str) -> Account:
    return replace(group, members=group.members - {user})
