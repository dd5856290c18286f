"""What the software iSCSI adapter finds when it looks: targets that are told of, and those that let it in (CHAP)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fakeesx.host.services.internet_scsi import PORT, Adapter, identity, parent_of
from fakeesx.host.services.iscsi_specs import IscsiTarget, Secret
from fakeesx.schema import vim

ADAPTER = ""
"""The owner of the adapter's own secret."""
_REQUIRED = str(vim.HostInternetScsiHbaChapAuthenticationType.chapRequired)


def owner_of(target: Any) -> str:
    """Whose a secret is: an entry's of one of the lists."""
    return f"{identity(target)[2]}@{target.address}:{PORT if target.port is None else target.port}"


def with_secrets(
    secrets: Iterable[Secret], adapter: Adapter, given: vim.HostInternetScsiHbaAuthenticationProperties,
    chosen: vim.HostInternetScsiHbaTargetSet | None,
) -> tuple[Secret, ...]:
    """The secrets after CHAP of the adapter or of chosen targets was set, without those of entries that are gone."""
    owners = [ADAPTER] if chosen is None else [owner_of(each) for each in (*chosen.sendTargets, *chosen.staticTargets)]
    found = {each.owner: each for each in secrets}
    for owner in owners:
        found.pop(owner, None)
        if given.chapSecret and given.chapAuthEnabled and not given.chapInherited:
            found[owner] = Secret(owner, given.chapSecret)
    return still_owned(found.values(), adapter)


def with_secrets_of(secrets: Iterable[Secret], adapter: Adapter, targets: Sequence[Any]) -> tuple[Secret, ...]:
    """The secrets with those that new entries brought."""
    new = [
        Secret(owner_of(each), each.authenticationProperties.chapSecret) for each in targets
        if each.authenticationProperties is not None and each.authenticationProperties.chapSecret
    ]
    return still_owned((*secrets, *new), adapter)


def still_owned(secrets: Iterable[Secret], adapter: Adapter) -> tuple[Secret, ...]:
    """Those secrets whose owners are there, sorted; the last of each."""
    owners = {ADAPTER, *(owner_of(each) for each in (*adapter.configuredSendTarget, *adapter.configuredStaticTarget))}
    known = {each.owner: each for each in secrets if each.owner in owners}
    return tuple(known[owner] for owner in sorted(known))


def told_of(adapter: Adapter, targets: Iterable[IscsiTarget]) -> list[tuple[str, int, str, str]]:
    """Address, port, iSCSI name and teller of each target that a send target tells of: all portals of those it is one of."""
    targets = list(targets)
    found: dict[tuple[str, int, str], str] = {}
    for sender in adapter.configuredSendTarget:
        here = {each.iqn for each in targets if each.portal == parent_of(sender)}
        for each in targets:
            if each.iqn in here:
                found.setdefault(each.identity, parent_of(sender))
    return [(*where, parent) for where, parent in found.items()]


def let_in(adapter: Adapter, secrets: Iterable[Secret], targets: Iterable[IscsiTarget]) -> Iterator[IscsiTarget]:
    """The targets among the adapter's static ones that let it in, in the order of its list."""
    known = {each.owner: each.text for each in secrets}
    there = {each.identity: each for each in targets}
    above = {parent_of(each): each for each in adapter.configuredSendTarget}
    for entry in adapter.configuredStaticTarget:
        target = there.get(identity(entry))
        if target is not None and _fits(target, *_credentials(entry, above, known)):
            yield target


def _credentials(
    entry: Any, above: dict[str, Any], known: dict[str, str],
) -> tuple[vim.HostInternetScsiHbaAuthenticationProperties, str | None]:
    """CHAP of an entry as it is in effect, and the secret."""
    chap = entry.authenticationProperties
    owner = owner_of(entry)
    if chap.chapInherited:
        sender = above.get(entry.parent)
        owner = ADAPTER if sender is None or sender.authenticationProperties.chapInherited else owner_of(sender)
    return chap, known.get(owner)


def _fits(target: IscsiTarget, chap: vim.HostInternetScsiHbaAuthenticationProperties, secret: str | None) -> bool:
    if target.user is None:  # one that does not ask is refused by those alone who insist
        return not (chap.chapAuthEnabled and chap.chapAuthenticationType == _REQUIRED)
    return bool(chap.chapAuthEnabled) and (chap.chapName, secret) == (target.user, target.secret)
