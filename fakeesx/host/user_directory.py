"""UserDirectory: the search for users and groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fakeesx.host.managed_object import Call, ManagedObject, fault, method
from fakeesx.host.services.access import Account
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

_MODIFY = "Authorization.ModifyPermissions"
_SETTINGS = ManagedObjectReference("OptionManager", "HostAgentSettings")
_MOST = "Config.HostAgent.plugins.vimsvc.userSearch.maxResults"


class UserDirectory(ManagedObject):
    """The users and groups that can be given permissions: the local ones."""

    @method
    def RetrieveUserGroups(
        self,
        call: Call,
        searchStr: str,
        exactMatch: bool,
        findUsers: bool,
        findGroups: bool,
        domain: str | None = None,
        belongsToGroup: str | None = None,
        belongsToUser: str | None = None,
    ) -> Sequence[vim.UserSearchResult]:
        """The users, then the groups, whose name or description has ``searchStr`` in it (``exactMatch``: whose name it is).

        ``belongsToGroup`` leaves members of that group, ``belongsToUser`` groups that have that user. At most
        ``userSearch.maxResults`` of the agent's settings are found. Raises NotFound for an unknown domain, group or user,
        NoPermission for a caller who may change permissions nowhere (documented).
        """
        access = self.host.access
        access.require_anywhere(call.user, _MODIFY)
        if (
            (domain and domain not in self.get("domainList"))
            or (belongsToGroup is not None and belongsToGroup not in access.groups)
            or (belongsToUser is not None and belongsToUser not in access.accounts)
        ):
            raise fault("NotFound")
        found = [
            _told(account) for account in self._accounts(findUsers and belongsToUser is None, findGroups)
            if _matches(account, searchStr, exactMatch)
            and (belongsToGroup is None or self._is_member(account, belongsToGroup))
            and (belongsToUser is None or belongsToUser in account.members)
        ]
        return found[: self._most() or None]

    def _accounts(self, users: bool, groups: bool) -> Iterator[Account]:
        access = self.host.access
        if users:
            yield from sorted(access.accounts.values(), key=lambda account: account.name)
        if groups:
            yield from sorted(access.groups.values(), key=lambda account: account.name)

    def _is_member(self, account: Account, group: str) -> bool:
        return not account.group and account.name in self.host.access.groups[group].members

    def _most(self) -> int:
        """The bound on results; 0 for none."""
        settings = self.host.inventory.get(_SETTINGS, "setting")
        return next((int(option.value) for option in settings if option.key == _MOST), 0)


def _told(account: Account) -> vim.PosixUserSearchResult:
    """A local user or group as a search finds it, with its POSIX id (clients of ESX read it without asking for the type)."""
    return vim.PosixUserSearchResult(
        principal=account.name, fullName=account.full_name, group=account.group, id=account.id,
        shellAccess=None if account.group else account.shell_access,
    )


def _matches(account: Account, text: str, exact: bool) -> bool:
    if exact:
        return account.name == text
    text = text.casefold()
    return text in account.name.casefold() or text in account.full_name.casefold()
