"""HostAuthenticationManager and its stores: the local one, and Active Directory, which no domain answers to here."""

from __future__ import annotations

from fakeesx.host.managed_object import Call, ManagedObject, TaskBody, fault, invalid_argument, task


class HostAuthenticationManager(ManagedObject):
    """Where a host looks users up. It has no methods."""


class HostLocalAuthentication(ManagedObject):
    """The host's own users. It has no methods."""


class HostActiveDirectoryAuthentication(ManagedObject):
    """Users of an Active Directory."""

    @task
    def JoinDomain_Task(self, call: Call, domainName: str, userName: str, password: str) -> TaskBody:
        """Join a domain. Fails with DomainNotFound: a simulated host reaches none. Raises InvalidArgument."""
        if not domainName.strip():
            raise invalid_argument("domainName")
        yield None
        raise fault("DomainNotFound", domainName=domainName)

    @task
    def LeaveCurrentDomain_Task(self, call: Call, force: bool) -> TaskBody:
        """Leave the domain. Fails with InvalidState: the host is in none."""
        yield None
        raise fault("InvalidState")
