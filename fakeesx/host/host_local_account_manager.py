"""HostLocalAccountManager: the local users and groups.

Rules for names are those of the service console's user database (inferred), new users join the group ``users``
(inferred). A removed user's permissions stay, as on hosts before 5.1 (documented). Passwords are kept as digests and
appear nowhere, not in events either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.host.services.access import ADMIN, ROOT, Account, digest
from fakeesx.schema import vim

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,31}", re.ASCII)
_FIRST_ID = 500
_FIRST_SYSTEM_ID = 12
_GROUPS = {"root": 0, "users": 100}
_HOME = "users"


class HostLocalAccountManager(ManagedObject):
    """The local accounts of a host."""

    @classmethod
    def start(cls, host: Esx) -> None:
        """The standard groups, and users without a password for the other principals of the persona (vpxuser, say)."""
        if host.restored:
            return
        access = host.access
        names = dict.fromkeys(["root", *(p.principal for p in access.permissions_on(ROOT) if not p.group)])
        for number, name in enumerate(names):
            if name not in access.accounts:
                access.put_account(Account(name, _FIRST_SYSTEM_ID + number if number else 0, name))
        people = {account.name for account in access.accounts.values() if account.id >= _FIRST_ID}
        for name, number in _GROUPS.items():
            members = people if name == _HOME else {"root"}
            access.put_account(Account(name, number, name, group=True, members=frozenset(members)))

    # users

    @method
    def CreateUser(self, call: Call, user: vim.HostAccountSpec) -> None:
        """Make a user; one without a password can't log in. Raises AlreadyExists, InvalidArgument."""
        access = self.host.access
        _check_name(user.id, "user.id")
        if user.id in access.accounts:
            raise fault("AlreadyExists", name=user.id)
        number, shell = self._posix(user, access.accounts.values(), None)
        account = Account(user.id, number, user.description or "", shell_access=bool(shell))
        access.put_account(self._with_password(account, user.password))
        if _HOME in access.groups:
            home = access.groups[_HOME]
            access.put_account(replace(home, members=home.members | {user.id}))
        self.host.events.post("AccountCreatedEvent", call=call, spec=_told(user), group=False)

    @method
    def UpdateUser(self, call: Call, user: vim.HostAccountSpec) -> None:
        """Change the password, description, POSIX id or shell access of a user.

        Raises UserNotFound, AlreadyExists for a POSIX id in use, InvalidArgument.
        """
        old = self._user(user.id)
        number, shell = self._posix(user, self.host.access.accounts.values(), old)
        account = replace(
            old, id=number, full_name=old.full_name if user.description is None else user.description,
            shell_access=old.shell_access if shell is None else shell,
        )
        self.host.access.put_account(self._with_password(account, user.password))
        self.host.events.post("AccountUpdatedEvent", call=call, spec=_told(user), group=False)
        if user.password is not None:
            self.host.events.post("UserPasswordChanged", call=call, userLogin=user.id)

    @method
    def RemoveUser(self, call: Call, userName: str) -> None:
        """Remove a user. Raises UserNotFound, SecurityError for root and for the last Administrator."""
        account = self._user(userName)
        if account.id == 0 or not self._others_rule(userName):
            raise fault("SecurityError")
        self.host.access.drop_account(account)
        self.host.events.post("AccountRemovedEvent", call=call, account=userName, group=False)

    # groups

    @method
    def CreateGroup(self, call: Call, group: vim.HostAccountSpec) -> None:
        """Make a group. Raises AlreadyExists, InvalidArgument."""
        access = self.host.access
        _check_name(group.id, "group.id")
        if group.id in access.groups:
            raise fault("AlreadyExists", name=group.id)
        number, _ = self._posix(group, access.groups.values(), None)
        access.put_account(Account(group.id, number, group.description or "", group=True))
        self.host.events.post("AccountCreatedEvent", call=call, spec=_told(group), group=True)

    @method
    def RemoveGroup(self, call: Call, groupName: str) -> None:
        """Remove a group. Raises UserNotFound, SecurityError for the standard groups (inferred)."""
        group = self._group(groupName)
        if groupName in _GROUPS:
            raise fault("SecurityError")
        self.host.access.drop_account(group)
        self.host.events.post("AccountRemovedEvent", call=call, account=groupName, group=True)

    @method
    def AssignUserToGroup(self, call: Call, user: str, group: str) -> None:
        """Make a user a member of a group. Raises UserNotFound, AlreadyExists."""
        target = self._group(group)
        self._user(user)
        if user in target.members:
            raise fault("AlreadyExists", name=user)
        self.host.access.put_account(replace(target, members=target.members | {user}))
        self.host.events.post("UserAssignedToGroup", call=call, userLogin=user, group=group)

    @method
    def UnassignUserFromGroup(self, call: Call, user: str, group: str) -> None:
        """Take a user out of a group. Raises UserNotFound, also when the user is not in it."""
        target = self._group(group)
        self._user(user)
        if user not in target.members:
            raise fault("UserNotFound", principal=user, unresolved=False)
        self.host.access.put_account(replace(target, members=target.members - {user}))
        self.host.events.post("UserUnassignedFromGroup", call=call, userLogin=user, group=group)

    # inside

    def _user(self, name: str) -> Account:
        account = self.host.access.accounts.get(name)
        if account is None:
            raise fault("UserNotFound", principal=name, unresolved=False)
        return account

    def _group(self, name: str) -> Account:
        group = self.host.access.groups.get(name)
        if group is None:
            raise fault("UserNotFound", principal=name, unresolved=False)
        return group

    def _with_password(self, account: Account, password: str | None) -> Account:
        if password is None:
            return account
        salt = self.host.ids.hex(16).encode()
        return replace(account, secret=digest(password, salt) if password else b"", salt=salt)

    def _others_rule(self, name: str) -> bool:
        """Whether someone else is Administrator of the whole host and can log in."""
        access = self.host.access
        return any(
            other.secret and ADMIN in access.roles_of(other.name, ROOT)
            for other in access.accounts.values() if other.name != name
        )

    def _posix(
        self, spec: vim.HostAccountSpec, others: Iterable[Account], old: Account | None,
    ) -> tuple[int, bool | None]:
        """The POSIX id an account is to have, and its shell access where the spec says. Raises AlreadyExists."""
        used = {account.id for account in others if account is not old}
        wanted = spec.posixId if isinstance(spec, vim.HostPosixAccountSpec) else None
        shell = spec.shellAccess if isinstance(spec, vim.HostPosixAccountSpec) else None
        if wanted is None:
            return old.id if old else max((_FIRST_ID - 1, *used)) + 1, shell
        if wanted < 0:
            raise invalid_argument("posixId")
        if wanted in used:
            raise fault("AlreadyExists", name=str(wanted))
        return wanted, shell


def _check_name(name: str, argument: str) -> None:
    if not _NAME.fullmatch(name):
        raise invalid_argument(argument)


def _told(spec: vim.HostAccountSpec) -> vim.HostAccountSpec:
    """A spec as events may show it: without the password."""
    return spec.replace(password=None)
