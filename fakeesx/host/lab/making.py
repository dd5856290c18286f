"""A host made of what an inventory file says.

What the file's reader can't know is found out here, by asking the host itself: each VM is made as CreateVM_Task makes it.
What is refused is told as the reader tells it, with the place in the file, and no host is left.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fakeesx.clock import Clock
from fakeesx.host.esx import Esx, Settings
from fakeesx.host.lab import machines
from fakeesx.host.lab.iscsi import add_iscsi
from fakeesx.host.lab.network import network_spec, set_up
from fakeesx.host.option_manager import ADVANCED, AGENT, OptionManager
from fakeesx.host.services.access import ROOT, Account
from fakeesx.host.services.blocking import AtOnce, Blocking
from fakeesx.host.services.datastore_specs import DatastoreSpec, ImpossibleHost
from fakeesx.host.services.host_clock import set_clock_offset
from fakeesx.host.services.host_config import HOST, set_config
from fakeesx.host.services.time_zones import time_zone
from fakeesx.inventory.file import Lab
from fakeesx.inventory.file.lab import DatastoreLab, NetworkLab, UserLab
from fakeesx.network.specs import NetworkSpec
from fakeesx.schema import vim
from fakeesx.schema.paths import patched
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.soap.errors import VimFault
from fakeesx.storage.errors import StorageError
from fakeesx.storage.paths import parent_of

if TYPE_CHECKING:
    from fakeesx.host.services.keeping import Kept

_DATE_TIME = ManagedObjectReference("HostDateTimeSystem", "dateTimeSystem")


def settings_of(lab: Lab, root: Path, **others: Any) -> Settings:
    """The settings of a lab's host; ``others`` go before what the lab says (``password``, ``profile``, ``vms``, ...).

    Raises ``InventoryError``.
    """
    user = others.get("user", Settings.user)
    # a dumped host has a hash in its place, which comes in when the user is entered
    passwords = [each.password for each in lab.users if each.name == user and each.password is not None]
    own: dict[str, Any] = {
        "profile": lab.host.profile, "license": lab.host.license, "spare_luns": lab.spare_luns,
        "datastores": None if lab.datastores is None else tuple(_store(lab, each) for each in lab.datastores),
        "network": None if lab.network is None else _network(lab, lab.network),
        **({"password": passwords[0]} if passwords else {}),
    }
    return Settings(root, **{**own, **others})


def start(
    lab: Lab, settings: Settings, clock: Clock, source: random.Random, blocking: Blocking | None = None,
    kept: Kept | None = None,
) -> Esx:
    """The host of a lab, running. ``settings`` are those of ``settings_of``; one that is in ``kept`` is as it was.

    Raises ``InventoryError`` for what the host refuses; nothing goes on then, but files may be left in ``settings.root``.
    """
    try:
        host = Esx(settings, clock, source, blocking, kept)
    except ImpossibleHost as error:  # only what the network's own rules refuse has another error behind it
        raise lab.error("datastores" if error.__cause__ is None else "network", str(error)) from None
    if host.restored:
        return host
    given, host.blocking = host.blocking, AtOnce()  # nobody waits in a thread for what is done before the host runs
    try:
        with host.inventory.transaction():
            _describe(host, lab)
            _add_users(host, lab)
            _add_files(host, lab)
            add_iscsi(host, lab)
        machines.make_all(host, lab)
        _finish(host, lab)
    except BaseException:
        host.stop()
        raise
    finally:
        host.blocking = given
    host.checkpoints.started()
    return host


def successor(host: Esx, lab: Lab) -> Esx:
    """The host of a lab, running, to take another's place: with its administrator, its clock and all it was given.

    Its files are in a new folder beside the other's; whoever deletes the one deletes the other. Raises ``InventoryError``.
    """
    old = host.settings
    root = Path(tempfile.mkdtemp(prefix=f"{old.root.name}-", dir=old.root.parent))
    given = {user.name: user.password for user in lab.users}.get(old.user)
    try:
        settings = settings_of(
            lab, root, user=old.user, password=given or old.password, session_timeout=old.session_timeout,
            task_seconds=old.task_seconds, log_bounds=old.log_bounds,
        )
        return start(lab, settings, host.clock, host.ids.source, host.blocking)
    except BaseException:
        shutil.rmtree(root, ignore_errors=True)
        raise


def _store(lab: Lab, store: DatastoreLab) -> DatastoreSpec:
    server, _, path = (store.remote or "").partition(":/")
    try:
        return DatastoreSpec(
            store.name, store.type, store.capacity, store.block_size, uuid=store.uuid, lun=store.lun,
            remote_host=server,
            remote_path=f"/{path}" if store.remote else "", path=store.folder or "", read_only=store.read_only,
        )
    except ValueError as error:
        raise lab.error(store.path, str(error)) from None


def _network(lab: Lab, network: NetworkLab) -> NetworkSpec:
    try:
        return network_spec(network)
    except ValueError as error:  # what was read from a file is sound, what was put together in Python need not be
        raise lab.error("network", str(error)) from None



# the host


def _describe(host: Esx, lab: Lab) -> None:
    """The host's name, network settings and time."""
    set_up(host, lab)
    if lab.host.time_zone is not None:
        zone = time_zone(lab.host.time_zone)
        if zone is None:
            raise lab.error("host.time_zone", f'this host knows no time zone "{lab.host.time_zone}"')
        info = host.inventory.get(_DATE_TIME, "dateTimeInfo").replace(timeZone=zone)
        host.inventory.update(_DATE_TIME, dateTimeInfo=info)
        set_config(host, dateTimeInfo=info)
    _set_options(host, lab)
    if lab.host.time_offset:
        set_clock_offset(host.inventory, float(lab.host.time_offset))


def _set_options(host: Esx, lab: Lab) -> None:
    """Advanced settings, in the types they have."""
    for key, value in lab.host.options:
        path = f"host.options.{key}"
        for manager in (ADVANCED, AGENT):
            old = next((each.value for each in host.inventory.get(manager, "setting") if each.key == key), None)
            if old is not None:
                break
        else:
            raise lab.error(path, f"this host has no setting {key}")
        try:
            typed = old.__class__(value) if isinstance(value, bool) is isinstance(old, bool) else value
            OptionManager(host, manager).set([vim.OptionValue(key=key, value=typed)])
        except (VimFault, ValueError) as error:
            raise lab.error(path, f"{value!r} can't be the value of {key}, which is {old!r} ({error})") from None


def _add_users(host: Esx, lab: Lab) -> None:
    roles = {role.name: role.roleId for role in host.access.roles.values()}
    for group in lab.groups:
        if group.name in host.access.groups:
            raise lab.error(f"{group.path}.name", f'this host has a group "{group.name}" of its own')
        number = max(each.id for each in host.access.groups.values()) + 1 if group.id is None else group.id
        host.access.put_account(Account(
            group.name, number, group.name if group.description is None else group.description, group=True,
        ))
    for user in lab.users:
        if user.name == host.settings.user:
            if user.role != "Admin":
                raise lab.error(f"{user.path}.role", f'"{user.name}" is the administrator, whose role is Admin')
        elif user.name in host.access.accounts and user.name != "root":
            raise lab.error(f"{user.path}.name", f'this host has a user "{user.name}" of its own')
        else:
            host.add_user(user.name, user.password or "", roles.get(user.role, 0))
            if user.role == "none":
                host.access.set_permissions(ROOT, [
                    p for p in host.access.permissions_on(ROOT) if p.group or p.principal != user.name
                ])
        _settle_account(host, lab, user)


def _settle_account(host: Esx, lab: Lab, user: UserLab) -> None:
    """What else an account has."""
    account = host.access.accounts[user.name]
    given: dict[str, Any] = {}
    known = user.name == host.settings.user and host.settings.password != Settings.password  # somebody said one at the start
    if user.password_hash is not None and not known:
        salt, _, secret = user.password_hash.partition(":")
        given = {"salt": bytes.fromhex(salt), "secret": bytes.fromhex(secret) if secret.strip("0") else b""}
    if user.id is not None:
        given["id"] = user.id
    if user.shell is not None:
        given["shell_access"] = user.shell
    if user.description is not None:
        given["full_name"] = user.description
    host.access.put_account(replace(account, **given))
    usual = () if user.name in ("root", host.settings.user) else ("users",) if "users" in host.access.groups else ()
    for name in usual if user.groups is None else user.groups:
        group = host.access.groups.get(name)
        if group is None:
            there = ", ".join(host.access.groups)
            raise lab.error(f"{user.path}.groups", f'there is no group "{name}"; there are: {there}')
        host.access.put_account(replace(group, members=group.members | {user.name}))


def _add_files(host: Esx, lab: Lab) -> None:
    for store in lab.datastores or ():
        volume = host.volumes.get(store.name) if store.files else None
        for file in store.files if volume is not None else ():
            try:
                assert volume is not None
                if parent_of(file.name) and not volume.exists(parent_of(file.name)):
                    volume.mkdir(parent_of(file.name), parents=True)
                volume.create_sparse(file.name, file.size, thick=True)
            except StorageError as error:
                raise lab.error(file.path, f"the host refuses this file: {error}") from None


def _finish(host: Esx, lab: Lab) -> None:
    """Maintenance mode, and the properties that no key is for."""
    if lab.host.maintenance:
        if host.load.running():
            raise lab.error("host.maintenance", "there are virtual machines that run")
        machines.run(host, HOST, "EnterMaintenanceMode_Task", timeout=0)
    with host.inventory.transaction():
        for moid, parts in lab.objects:
            path = f"objects.{moid}"
            node = host.inventory.find(moid)
            if node is None:
                raise lab.error(path, f"this host has no object {moid}")
            for key, value in parts:
                try:
                    name, new = patched(host.types, node.ref.type, host.inventory.node(node.ref).values, key, value)
                    host.inventory.update(node.ref, **{name: new})
                except (ValueError, TypeError) as error:
                    raise lab.error(path, f"{key}: {error}") from None
        host.access.changed()
