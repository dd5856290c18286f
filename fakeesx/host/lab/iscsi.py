"""iSCSI targets around a host, and its software adapter, as an inventory file says them; made and read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fakeesx.host.services.internet_scsi import PORT, parent_of
from fakeesx.host.services.iscsi_login import ADAPTER, owner_of
from fakeesx.host.services.iscsi_specs import IscsiTarget, TargetLun, lun_id
from fakeesx.host.services.storage_devices import STORAGE, device_info
from fakeesx.inventory.file import Lab, lab
from fakeesx.schema import vim
from fakeesx.soap.errors import VimFault

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

_REQUIRED = str(vim.HostInternetScsiHbaChapAuthenticationType.chapRequired)


def add_iscsi(host: Esx, given: Lab) -> None:
    """Let the targets be there, and the software adapter see them. Raises ``InventoryError``."""
    for target in given.iscsi_targets:
        try:
            host.iscsi_targets.add(_target(target))
        except ValueError as error:
            raise given.error(target.path, str(error)) from None
    adapter = given.software_iscsi
    if adapter is not None:
        try:
            _set_up(host, adapter)
        except VimFault as error:
            raise given.error(adapter.path, f"the host refuses it: {type(error.fault).__name__}: {error}") from None


def _target(target: lab.TargetLab) -> IscsiTarget:
    luns = tuple(
        TargetLun(lun.number, lun.size, lun.id or lun_id(target.iqn, lun.number), lun.vendor, lun.model)
        for lun in target.luns
    )
    return IscsiTarget(target.address, target.iqn, luns, target.port, target.user, target.secret)


def _set_up(host: Esx, given: lab.SoftwareIscsiLab) -> None:
    storage: Any = host.object(STORAGE)
    storage.UpdateSoftwareInternetScsiEnabled(None, enabled=True)
    device = _adapter(host).device
    if given.name is not None:
        storage.UpdateInternetScsiName(None, device, given.name)
    if given.alias:
        storage.UpdateInternetScsiAlias(None, device, given.alias)
    if given.user is not None:
        storage.UpdateInternetScsiAuthenticationProperties(None, device, _chap(given, inherited=None))
    storage.AddInternetScsiSendTargets(None, device, [
        vim.HostInternetScsiHbaSendTarget(address=each.address, port=each.port, authenticationProperties=_chap(each))
        for each in given.send_targets
    ])
    storage.AddInternetScsiStaticTargets(None, device, [
        vim.HostInternetScsiHbaStaticTarget(
            address=each.address, port=each.port, iScsiName=each.iqn, authenticationProperties=_chap(each),
        )
        for each in given.static_targets
    ])
    storage.RescanHba(None, device)


def _chap(given: Any, inherited: bool | None = False) -> vim.HostInternetScsiHbaAuthenticationProperties | None:
    if given.user is None:
        return None
    return vim.HostInternetScsiHbaAuthenticationProperties(
        chapAuthEnabled=True, chapName=given.user, chapSecret=given.secret, chapAuthenticationType=_REQUIRED,
        chapInherited=inherited,
    )


def _adapter(host: Esx) -> Any:
    return next(
        (each for each in device_info(host).hostBusAdapter
         if isinstance(each, vim.HostInternetScsiHba) and each.isSoftwareBased), None,
    )


# reading


def targets(host: Esx) -> Iterator[lab.TargetLab]:
    """The targets around a host."""
    for target in host.iscsi_targets:
        luns = tuple(
            lab.LunLab(
                lun.number, lun.capacity, None if lun.id == lun_id(target.iqn, lun.number) else lun.id, lun.vendor,
                lun.model,
            )
            for lun in target.luns
        )
        yield lab.TargetLab(target.address, target.iqn, target.port, luns, target.user, target.secret)


def software_adapter(host: Esx) -> lab.SoftwareIscsiLab | None:
    """The software adapter of a host, ``None`` while it is disabled. What send targets told of is found again."""
    adapter = _adapter(host)
    if adapter is None:
        return None
    secrets = {each.owner: each.text for each in host.iscsi_targets.state.secrets}
    senders = {parent_of(each) for each in adapter.configuredSendTarget}

    def chap(entry: Any, owner: str) -> dict[str, Any]:
        known = owner in secrets
        return {"user": entry.authenticationProperties.chapName if known else None, "secret": secrets.get(owner)}

    return lab.SoftwareIscsiLab(
        adapter.iScsiName, adapter.iScsiAlias or "", **chap(adapter, ADAPTER),
        send_targets=tuple(
            lab.SendTargetLab(each.address, each.port or PORT, **chap(each, owner_of(each)))
            for each in adapter.configuredSendTarget
        ),
        static_targets=tuple(
            lab.StaticTargetLab(each.address, each.iScsiName, each.port or PORT, **chap(each, owner_of(each)))
            for each in adapter.configuredStaticTarget if each.parent not in senders
        ),
    )
