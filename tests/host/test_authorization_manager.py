"""Roles, permissions, and what they let a user do."""

from __future__ import annotations

import pytest
from calling import Client, Faulted

from fakeesx.host.esx import ROOT_POOL, Esx
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

MANAGER, ACCOUNTS = "ha-authmgr", "ha-localacctmgr"
ROOT = ManagedObjectReference("Folder", "ha-folder-root")
VMS = ManagedObjectReference("Folder", "ha-folder-vm")
DATACENTER = ManagedObjectReference("Datacenter", "ha-datacenter")
HOST = ManagedObjectReference("HostSystem", "ha-host")
ADMIN, READ_ONLY, VIEW, ANONYMOUS, NO_ACCESS = -1, -2, -3, -4, -5


def permission(name: str, role: int, *, group: bool = False, propagate: bool = True) -> vim.Permission:
    return vim.Permission(principal=name, group=group, roleId=role, propagate=propagate)


def grant(root: Client, *permissions: vim.Permission, entity: ManagedObjectReference = ROOT) -> None:
    root.call(MANAGER, "SetEntityPermissions", entity=entity, permission=permissions)


@pytest.fixture
def anna(root: Client) -> Client:
    """A client of a user who has no permission yet, not logged in."""
    root.call(ACCOUNTS, "CreateUser", user=vim.HostAccountSpec(id="anna", password="secret"))
    return Client(root.host)


@pytest.fixture
def reader(root: Client, anna: Client) -> Client:
    """A client that may only read."""
    grant(root, permission("anna", READ_ONLY))
    return anna.login("anna", "secret")


# what a role lets a user do


def test_read_only_user_reads(reader: Client) -> None:
    """The role -2 shows all there is to see."""
    assert reader.get("ha-host", "name", "config.product.version")["config.product.version"] == "4.1.0"
    assert reader.get("firewallSystem", "firewallInfo").ruleset


@pytest.mark.parametrize(("moid", "name", "arguments", "privilege"), [
    ("ha-localacctmgr", "RemoveUser", {"userName": "anna"}, "Host.Local.ManageUserGroups"),
    ("ha-authmgr", "AddAuthorizationRole", {"name": "mine"}, "Authorization.ModifyRoles"),
    ("ha-sessionmgr", "TerminateSession", {"sessionId": ["x"]}, "Sessions.TerminateSession"),
])
def test_read_only_user_is_refused_writes(
    reader: Client, moid: str, name: str, arguments: dict[str, object], privilege: str
) -> None:
    """NoPermission names the object and the privilege that is lacking."""
    with pytest.raises(Faulted) as refused:
        reader.call(moid, name, **arguments)
    assert refused.value.name == "NoPermission"
    assert (refused.value.fault.object.value, refused.value.fault.privilegeId) == (moid, privilege)


def test_read_only_user_and_vms(root: Client, reader: Client) -> None:
    """It sees a VM, and neither makes one nor turns one on; nothing has happened then."""
    spec = vim.VirtualMachineConfigSpec(name="one", files=vim.VirtualMachineFileInfo(vmPathName="[datastore1]"))
    vm = root.task(VMS, "CreateVM_Task", config=spec, pool=ROOT_POOL)
    assert reader.get(vm, "name") == "one"
    for ref, name, arguments, privilege in (
        (vm, "PowerOnVM_Task", {}, "VirtualMachine.Interact.PowerOn"),
        (VMS, "CreateVM_Task", {"config": spec.replace(name="two"), "pool": ROOT_POOL},
         "VirtualMachine.Inventory.Create"),
    ):
        with pytest.raises(Faulted) as refused:
            reader.call(ref, name, **arguments)
        assert (refused.value.fault.object, refused.value.fault.privilegeId) == (ref, privilege)
    assert reader.get(vm, "runtime").powerState == "poweredOff"
    assert reader.get(VMS, "childEntity").items == (vm,)


def test_role_that_only_powers_on(root: Client, anna: Client) -> None:
    """A role of one's own lets do what is in it and no more."""
    spec = vim.VirtualMachineConfigSpec(name="one", files=vim.VirtualMachineFileInfo(vmPathName="[datastore1]"))
    vm = root.task(VMS, "CreateVM_Task", config=spec, pool=ROOT_POOL)
    role = root.call(MANAGER, "AddAuthorizationRole", name="starter", privIds=["VirtualMachine.Interact.PowerOn"])
    grant(root, permission("anna", role), entity=vm)
    anna.login("anna", "secret").task(vm, "PowerOnVM_Task")
    with pytest.raises(Faulted, match="NoPermission"):
        anna.call(vm, "PowerOffVM_Task")
    assert not anna.read("ha-host", "name")[0]
    assert anna.get(f"{vm.value}-envmgr", "datastoreBrowser")
    assert not anna.read("ha-host-datastorebrowser", "supportedType")[0]


def test_read_only_user_does_not_change_permissions(reader: Client) -> None:
    """The privilege is looked for on the entity, not on the manager."""
    with pytest.raises(Faulted) as refused:
        grant(reader, permission("anna", ADMIN), entity=DATACENTER)
    assert (refused.value.name, refused.value.fault.object) == ("NoPermission", DATACENTER)
    assert refused.value.fault.privilegeId == "Authorization.ModifyPermissions"


def test_change_of_permission_counts_at_once(root: Client, reader: Client) -> None:
    """A session that is open gains and loses what its user gains and loses."""
    grant(root, permission("anna", ADMIN))
    reader.call(MANAGER, "AddAuthorizationRole", name="one")
    grant(root, permission("anna", READ_ONLY))
    with pytest.raises(Faulted, match="NoPermission"):
        reader.call(MANAGER, "AddAuthorizationRole", name="two")


def test_user_without_permission_sees_nothing(root: Client, reader: Client) -> None:
    """Without a permission every property is missing, with NoPermission."""
    root.call(MANAGER, "RemoveEntityPermission", entity=ROOT, user="anna", isGroup=False)
    found, missing = reader.read("ha-host", "name")
    assert not found
    assert type(missing["name"]).__name__ == "NoPermission"


def test_user_without_permission_does_not_log_in(anna: Client) -> None:
    """The password is right, and yet there is nothing for such a user here."""
    with pytest.raises(Faulted) as refused:
        anna.login("anna", "secret")
    assert (refused.value.fault.object, refused.value.fault.privilegeId) == (ROOT, "System.View")


def test_nearer_permission_decides(root: Client, reader: Client) -> None:
    """NoAccess on the datacenter hides what is below it, and leaves the rest."""
    grant(root, permission("anna", NO_ACCESS), entity=DATACENTER)
    assert not reader.read("ha-host", "name")[0]
    assert reader.get(ROOT, "name") == "ha-folder-root"


def test_permission_that_does_not_propagate_stays(root: Client, reader: Client) -> None:
    """Without propagation a permission is for the entity alone."""
    grant(root, permission("anna", NO_ACCESS, propagate=False), entity=DATACENTER)
    assert not reader.read(DATACENTER, "name")[0]
    assert reader.get("ha-host", "name")


def test_groups_add_up(root: Client, anna: Client) -> None:
    """The privileges of several groups are joined."""
    manager = ACCOUNTS
    for name, privilege in (("keepers", "Host.Local.ManageUserGroups"), ("judges", "Authorization.ModifyRoles")):
        root.call(manager, "CreateGroup", group=vim.HostAccountSpec(id=name))
        root.call(manager, "AssignUserToGroup", user="anna", group=name)
        role = root.call(MANAGER, "AddAuthorizationRole", name=name, privIds=[privilege])
        grant(root, permission(name, role, group=True))
    anna.login("anna", "secret")
    anna.call(MANAGER, "AddAuthorizationRole", name="third")
    anna.call(manager, "CreateGroup", group=vim.HostAccountSpec(id="third"))
    assert len(anna.get("ha-host", "effectiveRole").items) == 2


def test_own_permission_goes_before_those_of_groups(root: Client, reader: Client) -> None:
    """A group that is Administrator does not help a user who is read-only on the same entity."""
    grant(root, permission("users", ADMIN, group=True))
    with pytest.raises(Faulted, match="NoPermission"):
        reader.call(MANAGER, "AddAuthorizationRole", name="one")


def test_user_and_group_of_one_name_differ(root: Client, anna: Client) -> None:
    """A permission of a group is none of a user's of the same name."""
    root.call(ACCOUNTS, "CreateGroup", group=vim.HostAccountSpec(id="anna"))
    grant(root, permission("anna", ADMIN, group=True))
    assert root.host.access.roles_of("anna", ROOT) == ()


def test_effective_role_is_the_callers(root: Client, reader: Client) -> None:
    """``effectiveRole`` depends on who asks."""
    assert root.get("ha-host", "effectiveRole").items == (ADMIN,)
    assert reader.get("ha-host", "effectiveRole").items == (READ_ONLY,)


# permissions


def test_default_administrator_is_on_the_root_folder(root: Client) -> None:
    """The user that the host was made with has its permission where a client looks for it."""
    names = {(p.principal, p.roleId) for p in root.get(ROOT, "permission")}
    assert ("root", ADMIN) in names
    assert root.call(MANAGER, "RetrieveEntityPermissions", entity=ROOT, inherited=False) == list(
        root.get(ROOT, "permission")
    )


def test_permission_shows_on_the_entity(root: Client, anna: Client) -> None:
    """What was set is the entity's property, with the entity filled in."""
    grant(root, permission("anna", READ_ONLY), entity=DATACENTER)
    (set_,) = root.get(DATACENTER, "permission").items
    assert set_ == permission("anna", READ_ONLY).replace(entity=DATACENTER)


def test_last_permission_of_a_principal_counts(root: Client, anna: Client) -> None:
    """One principal has one permission on an entity."""
    grant(root, permission("anna", NO_ACCESS), permission("anna", READ_ONLY), entity=DATACENTER)
    assert [p.roleId for p in root.get(DATACENTER, "permission")] == [READ_ONLY]


def test_reset_replaces_all(root: Client, anna: Client) -> None:
    """ResetEntityPermissions leaves only what it was given."""
    grant(root, permission("anna", READ_ONLY), entity=DATACENTER)
    root.call(MANAGER, "ResetEntityPermissions", entity=DATACENTER, permission=[permission("users", READ_ONLY, group=True)])
    assert [p.principal for p in root.get(DATACENTER, "permission")] == ["users"]


def test_inherited_permissions(root: Client, anna: Client) -> None:
    """``inherited`` adds what propagates from above, with the entity it is set on."""
    grant(root, permission("anna", NO_ACCESS, propagate=False))
    grant(root, permission("anna", READ_ONLY), entity=DATACENTER)
    found = root.call(MANAGER, "RetrieveEntityPermissions", entity=VMS, inherited=True)
    assert (found[0].principal, found[0].entity) == ("anna", DATACENTER)
    assert {p.principal for p in found[1:]} == {"root", "vpxuser"}
    assert root.call(MANAGER, "RetrieveEntityPermissions", entity=VMS, inherited=False) == []


def test_all_permissions(root: Client, anna: Client) -> None:
    """RetrieveAllPermissions and RetrieveRolePermissions find them wherever they are set."""
    grant(root, permission("anna", READ_ONLY), entity=DATACENTER)
    assert {p.entity for p in root.call(MANAGER, "RetrieveAllPermissions")} == {ROOT, DATACENTER}
    assert [p.principal for p in root.call(MANAGER, "RetrieveRolePermissions", roleId=READ_ONLY)] == ["anna"]


@pytest.mark.parametrize(("entity", "item", "name"), [
    (DATACENTER, permission("nobody-here", READ_ONLY), "UserNotFound"),
    (DATACENTER, permission("anna", READ_ONLY, group=True), "UserNotFound"),
    (DATACENTER, permission("anna", 4711), "NotFound"),
    (DATACENTER, permission("anna", VIEW), "InvalidArgument"),
    (DATACENTER, permission("anna", ANONYMOUS), "InvalidArgument"),
    (DATACENTER, permission("root", ADMIN), "AuthMinimumAdminPermission"),
    (HOST, permission("anna", READ_ONLY), "InvalidArgument"),
    (VMS, permission("anna", READ_ONLY), "InvalidArgument"),
    (ManagedObjectReference("ResourcePool", "ha-root-pool"), permission("anna", READ_ONLY), "InvalidArgument"),
    (ManagedObjectReference("VirtualMachine", "4711"), permission("anna", READ_ONLY), "ManagedObjectNotFound"),
])
def test_permission_that_is_refused(
    root: Client, anna: Client, entity: ManagedObjectReference, item: vim.Permission, name: str
) -> None:
    """A bad permission is refused, and the good one beside it is not set either."""
    before = root.call(MANAGER, "RetrieveAllPermissions")
    with pytest.raises(Faulted) as refused:
        grant(root, permission("users", READ_ONLY, group=True), item, entity=entity)
    assert refused.value.name == name
    assert root.call(MANAGER, "RetrieveAllPermissions") == before


def test_last_administrator_stays(root: Client) -> None:
    """Nobody takes the last permission away with which somebody can log in and rule."""
    with pytest.raises(Faulted, match="AuthMinimumAdminPermission"):
        root.call(MANAGER, "RemoveEntityPermission", entity=ROOT, user="root", isGroup=False)
    with pytest.raises(Faulted, match="AuthMinimumAdminPermission"):
        grant(root, permission("root", READ_ONLY))
    with pytest.raises(Faulted, match="AuthMinimumAdminPermission"):
        root.call(MANAGER, "ResetEntityPermissions", entity=ROOT)
    assert root.get("ha-host", "name")


def test_administrator_is_replaced(root: Client, anna: Client) -> None:
    """With another Administrator there, root's permission can go."""
    grant(root, permission("anna", ADMIN))
    anna.login("anna", "secret").call(MANAGER, "RemoveEntityPermission", entity=ROOT, user="root", isGroup=False)
    with pytest.raises(Faulted, match="NoPermission"):
        root.call(MANAGER, "AddAuthorizationRole", name="one")


def test_permission_that_is_not_there(root: Client, anna: Client) -> None:
    """Removing what was never set is NotFound."""
    with pytest.raises(Faulted, match="NotFound"):
        root.call(MANAGER, "RemoveEntityPermission", entity=ROOT, user="anna", isGroup=False)


def test_permissions_are_told(root: Client, anna: Client) -> None:
    """Each change of a permission is an event."""
    grant(root, permission("anna", READ_ONLY))
    grant(root, permission("anna", NO_ACCESS))
    root.call(MANAGER, "RemoveEntityPermission", entity=ROOT, user="anna", isGroup=False)
    told = [type(event).__name__ for event in root.host.events.history.events]
    assert [name for name in told if name.startswith("Permission")] == [
        "PermissionAddedEvent", "PermissionUpdatedEvent", "PermissionRemovedEvent",
    ]


# roles


def test_system_roles(root: Client) -> None:
    """The five fixed roles, Administrator with every privilege."""
    roles = {role.roleId: role for role in root.get(MANAGER, "roleList")}
    assert {id_: role.name for id_, role in roles.items()} == {
        ADMIN: "Admin", READ_ONLY: "ReadOnly", VIEW: "View", ANONYMOUS: "Anonymous", NO_ACCESS: "NoAccess",
    }
    assert set(roles[ADMIN].privilege) == {p.privId for p in root.get(MANAGER, "privilegeList")}


def test_new_role_has_the_privileges_every_role_has(root: Client) -> None:
    """System.Anonymous, System.View and System.Read come by themselves."""
    role_id = root.call(MANAGER, "AddAuthorizationRole", name="starter", privIds=["VirtualMachine.Interact.PowerOn"])
    role = next(role for role in root.get(MANAGER, "roleList") if role.roleId == role_id)
    assert (role_id > 0, role.system, role.info.label) == (True, False, "starter")
    assert role.privilege == ("System.Anonymous", "System.Read", "System.View", "VirtualMachine.Interact.PowerOn")


@pytest.mark.parametrize(("name", "privileges", "fault"), [
    ("", [], "InvalidName"), ("  ", [], "InvalidName"), ("ReadOnly", [], "AlreadyExists"),
    ("new", ["Host.Config.Everything"], "InvalidArgument"),
])
def test_role_that_is_refused(root: Client, name: str, privileges: list[str], fault: str) -> None:
    """Bad names and unknown privileges make no role."""
    with pytest.raises(Faulted, match=fault):
        root.call(MANAGER, "AddAuthorizationRole", name=name, privIds=privileges)
    assert len(root.get(MANAGER, "roleList").items) == 5


def test_unknown_privileges_of_a_role(root: Client) -> None:
    """NotFound when a role is changed; it stays as it is."""
    role = root.call(MANAGER, "AddAuthorizationRole", name="mine")
    before = root.get(MANAGER, "roleList")
    with pytest.raises(Faulted, match="NotFound"):
        root.call(MANAGER, "UpdateAuthorizationRole", roleId=role, newName="ours", privIds=["Host.Config.Everything"])
    assert root.get(MANAGER, "roleList") == before


def test_changed_role_counts_at_once(root: Client, anna: Client) -> None:
    """Who has a role has what it became."""
    role = root.call(MANAGER, "AddAuthorizationRole", name="mine")
    grant(root, permission("anna", role))
    anna.login("anna", "secret")
    with pytest.raises(Faulted, match="NoPermission"):
        anna.call(MANAGER, "AddAuthorizationRole", name="x")
    root.call(MANAGER, "UpdateAuthorizationRole", roleId=role, newName="ours", privIds=["Authorization.ModifyRoles"])
    anna.call(MANAGER, "AddAuthorizationRole", name="x")


@pytest.mark.parametrize("name", ["UpdateAuthorizationRole", "RemoveAuthorizationRole"])
def test_system_roles_do_not_change(root: Client, name: str) -> None:
    """InvalidArgument for a system role, NotFound for none."""
    more = {"newName": "x"} if name == "UpdateAuthorizationRole" else {"failIfUsed": False}
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, name, roleId=READ_ONLY, **more)
    with pytest.raises(Faulted, match="NotFound"):
        root.call(MANAGER, name, roleId=4711, **more)


def test_role_in_use_is_kept_or_goes_with_its_permissions(root: Client, anna: Client) -> None:
    """``failIfUsed`` decides."""
    role = root.call(MANAGER, "AddAuthorizationRole", name="mine")
    grant(root, permission("anna", role))
    with pytest.raises(Faulted, match="RemoveFailed"):
        root.call(MANAGER, "RemoveAuthorizationRole", roleId=role, failIfUsed=True)
    root.call(MANAGER, "RemoveAuthorizationRole", roleId=role, failIfUsed=False)
    assert "anna" not in {p.principal for p in root.get(ROOT, "permission")}
    with pytest.raises(Faulted, match="NotFound"):
        root.call(MANAGER, "RetrieveRolePermissions", roleId=role)


def test_merge_moves_permissions_to_another_role(root: Client, anna: Client) -> None:
    """Whoever had the one role has the other."""
    role = root.call(MANAGER, "AddAuthorizationRole", name="mine")
    grant(root, permission("anna", role))
    root.call(MANAGER, "MergePermissions", srcRoleId=role, dstRoleId=READ_ONLY)
    assert {p.principal: p.roleId for p in root.get(ROOT, "permission")}["anna"] == READ_ONLY


@pytest.mark.parametrize(("source", "target", "fault"), [
    (ADMIN, READ_ONLY, "AuthMinimumAdminPermission"), (READ_ONLY, READ_ONLY, "InvalidArgument"),
    (READ_ONLY, VIEW, "InvalidArgument"), (READ_ONLY, 4711, "NotFound"), (4711, READ_ONLY, "NotFound"),
])
def test_merge_that_is_refused(root: Client, source: int, target: int, fault: str) -> None:
    """Administrators can't be merged away, and the roles must be two that may be given."""
    with pytest.raises(Faulted, match=fault):
        root.call(MANAGER, "MergePermissions", srcRoleId=source, dstRoleId=target)


# the whole


def test_failed_call_changes_nothing(root: Client, host: Esx, anna: Client) -> None:
    """After a refusal the inventory is what it was."""
    before = dict(host.inventory.snapshot().nodes)
    with pytest.raises(Faulted):
        grant(root, permission("anna", READ_ONLY), permission("nobody-here", READ_ONLY))
    assert dict(host.inventory.snapshot().nodes) == before


def test_snapshot_restores_accounts_and_permissions(root: Client, host: Esx) -> None:
    """Accounts, roles and permissions are part of a host's state."""
    snapshot = host.inventory.snapshot()
    root.call(ACCOUNTS, "CreateUser", user=vim.HostAccountSpec(id="anna", password="secret"))
    grant(root, permission("anna", ADMIN))
    host.inventory.restore(snapshot)
    assert "anna" not in host.access.accounts
    assert not host.access.allows("anna", "System.View", ROOT)
