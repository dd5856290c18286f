"""AuthorizationManager: roles, and permissions on entities.

Which fault is answered when follows the vSphere API reference; ids of new roles are inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.host.services.access import ADMIN, ANONYMOUS_ONLY, READ, ROOT, VIEW, VIEW_ONLY
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

_ALWAYS = ("System.Anonymous", "System.Read", "System.View")
"""The privileges that every role made by a user has."""
_MODIFY = "Authorization.ModifyPermissions"
_FIRST_ROLE = 10


class AuthorizationManager(ManagedObject):
    """The roles and permissions of a host."""

    # What these need depends on the entity they are for: their bodies check it.
    privileges = {
        "RetrieveEntityPermissions": VIEW, "SetEntityPermissions": VIEW, "ResetEntityPermissions": VIEW,
        "RemoveEntityPermission": VIEW,
    }

    # roles

    @method
    def AddAuthorizationRole(self, call: Call, name: str, privIds: Sequence[str] = ()) -> int:
        """Make a role; the result is its id.

        Raises AlreadyExists, InvalidName, InvalidArgument for an unknown privilege (NotFound is not declared; clients know
        the one here and the other of UpdateAuthorizationRole).
        """
        self._check_name(name)
        if not self._known().issuperset(privIds):
            raise invalid_argument("privIds")
        roles = self.host.access.roles
        role_id = max((_FIRST_ROLE - 1, *roles)) + 1
        role = self._role(role_id, name, privIds)
        self._keep([*roles.values(), role])
        self._tell("RoleAddedEvent", call, role, privilegeList=role.privilege)
        return role_id

    @method
    def UpdateAuthorizationRole(self, call: Call, roleId: int, newName: str, privIds: Sequence[str] = ()) -> None:
        """Rename a role and change its privileges.

        Raises NotFound (also for an unknown privilege), InvalidArgument for a system role, InvalidName, AlreadyExists.
        """
        self._user_role(roleId)
        self._check_name(newName, roleId)
        changed = self._role(roleId, newName, privIds)
        self._keep([changed if role.roleId == roleId else role for role in self.host.access.roles.values()])
        self._tell("RoleUpdatedEvent", call, changed, privilegeList=changed.privilege)

    @method
    def RemoveAuthorizationRole(self, call: Call, roleId: int, failIfUsed: bool) -> None:
        """Remove a role and the permissions that give it.

        Raises NotFound, InvalidArgument for a system role, RemoveFailed when it is in use and ``failIfUsed``.
        """
        gone, access = self._user_role(roleId), self.host.access
        used = self._entities_with(roleId)
        if used and failIfUsed:
            raise fault("RemoveFailed")
        for entity in used:
            access.set_permissions(entity, [p for p in access.permissions_on(entity) if p.roleId != roleId])
        self._keep([role for role in access.roles.values() if role.roleId != roleId])
        self._tell("RoleRemovedEvent", call, gone)

    @method
    def RetrieveRolePermissions(self, call: Call, roleId: int) -> list[vim.Permission]:
        """The permissions that give a role. Raises NotFound."""
        self._require_role(roleId)
        return [permission for permission in self._visible(call) if permission.roleId == roleId]

    @method
    def MergePermissions(self, call: Call, srcRoleId: int, dstRoleId: int) -> None:
        """Give another role to whom a role is given.

        Raises NotFound, InvalidArgument for the View and Anonymous role and for the same role twice,
        AuthMinimumAdminPermission for the Administrator role.
        """
        access = self.host.access
        self._require_role(srcRoleId)
        self._require_role(dstRoleId)
        if dstRoleId in (VIEW_ONLY, ANONYMOUS_ONLY) or srcRoleId == dstRoleId:
            raise invalid_argument("dstRoleId")
        if srcRoleId == ADMIN:
            raise fault("AuthMinimumAdminPermission")
        for entity in self._entities_with(srcRoleId):
            access.set_permissions(entity, [
                p.replace(roleId=dstRoleId) if p.roleId == srcRoleId else p for p in access.permissions_on(entity)
            ])

    # permissions

    @method
    def RetrieveAllPermissions(self, call: Call) -> list[vim.Permission]:
        """Every permission on entities that the caller may see."""
        return list(self._visible(call))

    @method
    def RetrieveEntityPermissions(
        self, call: Call, entity: ManagedObjectReference, inherited: bool,
    ) -> list[vim.Permission]:
        """The permissions on an entity and, with ``inherited``, those that reach it from above."""
        access = self.host.access
        self._require_entity(call, entity, READ)
        found = list(access.permissions_on(entity))
        here = self._parent(entity) if inherited else None
        while here is not None:
            found += [permission for permission in access.permissions_on(here) if permission.propagate]
            here = self._parent(here)
        return found

    @method
    def SetEntityPermissions(
        self, call: Call, entity: ManagedObjectReference, permission: Sequence[vim.Permission] = (),
    ) -> None:
        """Add permissions to an entity, or change those its principals have. All or nothing.

        Raises NotFound for an unknown role, UserNotFound, InvalidArgument, AuthMinimumAdminPermission.
        """
        self._check_place(call, entity)
        new = [self._checked(entity, item) for item in permission]
        self._put(call, entity, [*self.host.access.permissions_on(entity), *new])

    @method
    def ResetEntityPermissions(
        self, call: Call, entity: ManagedObjectReference, permission: Sequence[vim.Permission] = (),
    ) -> None:
        """Put permissions in place of those an entity has. Raises as SetEntityPermissions."""
        self._check_place(call, entity)
        self._put(call, entity, [self._checked(entity, item) for item in permission])

    @method
    def RemoveEntityPermission(self, call: Call, entity: ManagedObjectReference, user: str, isGroup: bool) -> None:
        """Take a principal's permission off an entity. Raises NotFound, InvalidArgument, AuthMinimumAdminPermission."""
        self._check_place(call, entity)
        old = self.host.access.permissions_on(entity)
        kept = [item for item in old if (item.principal, item.group) != (user, isGroup)]
        if len(kept) == len(old):
            raise fault("NotFound")
        self._put(call, entity, kept)

    def _put(self, call: Call, entity: ManagedObjectReference, permissions: Iterable[vim.Permission]) -> None:
        """Set an entity's permissions, of several for one principal the last one, and tell what changed."""
        access = self.host.access
        old = {(item.principal, item.group): item for item in access.permissions_on(entity)}
        new = {(item.principal, item.group): item for item in permissions}
        if entity == ROOT and not any(self._is_way_in(item) for item in new.values()):
            raise fault("AuthMinimumAdminPermission")
        access.set_permissions(entity, new.values())
        for key, item in new.items():
            if key not in old:
                self._tell_permission("PermissionAddedEvent", call, item)
            elif old[key] != item:
                self._tell_permission("PermissionUpdatedEvent", call, item)
        for key in old.keys() - new.keys():
            self._tell_permission("PermissionRemovedEvent", call, old[key])

    def _is_way_in(self, permission: vim.Permission) -> bool:
        """Whether a permission makes an Administrator of somebody who can log in."""
        access, name = self.host.access, permission.principal
        if permission.roleId != ADMIN or not permission.propagate:
            return False
        users = access.groups[name].members if permission.group and name in access.groups else {name}
        return any(user in access.accounts and access.accounts[user].secret for user in users)

    def _checked(self, entity: ManagedObjectReference, item: vim.Permission) -> vim.Permission:
        access = self.host.access
        self._require_role(item.roleId)
        if item.roleId in (VIEW_ONLY, ANONYMOUS_ONLY):
            raise invalid_argument("permission.roleId")
        if item.principal not in (access.groups if item.group else access.accounts):
            raise fault("UserNotFound", principal=item.principal, unresolved=False)
        if entity != ROOT and any(
            (p.principal, p.group, p.roleId) == (item.principal, item.group, ADMIN) and p.propagate
            for p in access.permissions_on(ROOT)
        ):
            raise fault("AuthMinimumAdminPermission")
        return item.replace(entity=entity)

    def _check_place(self, call: Call, entity: ManagedObjectReference) -> None:
        """Raise InvalidArgument for entities that always have the permissions of their parent (documented)."""
        self._require_entity(call, entity, _MODIFY)
        parent = self._parent(entity)
        if (
            entity.type == "HostSystem"
            or (entity.type == "Folder" and parent is not None and parent.type == "Datacenter")
            or (entity.type == "ResourcePool" and parent is not None and parent.type == "ComputeResource")
        ):
            raise invalid_argument("entity")

    def _require_entity(self, call: Call, entity: ManagedObjectReference, privilege: str) -> None:
        if self.host.inventory.find(entity.value) is None:
            raise fault("ManagedObjectNotFound", obj=entity)
        if not self.host.model.managed_is_a(entity.type, "ManagedEntity"):
            raise invalid_argument("entity")
        self.host.access.require(call.user, privilege, entity)

    def _parent(self, entity: ManagedObjectReference) -> ManagedObjectReference | None:
        parent: ManagedObjectReference | None = self.host.inventory.get(entity, "parent")
        return parent

    def _visible(self, call: Call) -> Iterable[vim.Permission]:
        access = self.host.access
        return (item for item in access.all_permissions() if item.entity and access.allows(call.user, VIEW, item.entity))

    # roles, inside

    def _require_role(self, role_id: int) -> vim.AuthorizationRole:
        role = self.host.access.roles.get(role_id)
        if role is None:
            raise fault("NotFound")
        return role

    def _user_role(self, role_id: int) -> vim.AuthorizationRole:
        role = self._require_role(role_id)
        if role.system:
            raise invalid_argument("roleId")
        return role

    def _check_name(self, name: str, own: int | None = None) -> None:
        if not name.strip():
            raise fault("InvalidName", name=name)
        if any(role.name == name and role.roleId != own for role in self.host.access.roles.values()):
            raise fault("AlreadyExists", name=name)

    def _known(self) -> set[str]:
        """The ids of all privileges."""
        return {privilege.privId for privilege in self.get("privilegeList")}

    def _role(self, role_id: int, name: str, privileges: Sequence[str]) -> vim.AuthorizationRole:
        if not self._known().issuperset(privileges):
            raise fault("NotFound")
        return vim.AuthorizationRole(
            roleId=role_id, system=False, name=name, info=vim.Description(label=name, summary=name),
            privilege=sorted({*privileges, *_ALWAYS}),
        )

    def _keep(self, roles: Iterable[vim.AuthorizationRole]) -> None:
        self.update(roleList=tuple(roles))
        self.host.access.changed()

    def _entities_with(self, role_id: int) -> dict[ManagedObjectReference, None]:
        found = (item for item in self.host.access.all_permissions() if item.roleId == role_id)
        return {item.entity: None for item in found if item.entity is not None}

    # events

    def _tell(self, event: str, call: Call, role: vim.AuthorizationRole, **fields: Any) -> None:
        argument = vim.RoleEventArgument(roleId=role.roleId, name=role.name)
        self.host.events.post(event, call=call, role=argument, **fields)

    def _tell_permission(self, event: str, call: Call, item: vim.Permission) -> None:
        if item.entity is None:
            return
        entity = vim.ManagedEntityEventArgument(name=self.host.inventory.get(item.entity, "name"), entity=item.entity)
        fields: dict[str, Any] = {"entity": entity, "principal": item.principal, "group": item.group}
        if event != "PermissionRemovedEvent":
            role = self.host.access.roles[item.roleId]
            fields["role"] = vim.RoleEventArgument(roleId=role.roleId, name=role.name)
            fields["propagate"] = item.propagate
        self.host.events.post(event, call=call, **fields)
