"""The host's name and its name servers."""

from __future__ import annotations

from fakeesx.network.addresses import is_domain, is_host_name, is_ip
from fakeesx.network.errors import invalid, not_found
from fakeesx.network.state import Net
from fakeesx.schema import vim


def set_dns(net: Net, config: vim.HostDnsConfig) -> Net:
    """Other DNS settings.

    Raises InvalidArgument for what is no name or address, NotFound for an interface that is not there: one is needed where
    the settings come by DHCP. (No DHCP server tells any: what was given stands.)
    """
    device = config.virtualNicDevice
    if isinstance(config, vim.HostDnsConfigSpec) and config.virtualNicConnection is not None:
        nic = net.interface_on(config.virtualNicConnection.portgroup or "")
        if nic is None:
            raise not_found()
        device = nic.device
    if (device or config.dhcp) and all(nic.device != device for nic in net.interfaces):
        raise not_found()
    if not is_host_name(config.hostName):
        raise invalid("config.hostName")
    if config.domainName and not is_domain(config.domainName):
        raise invalid("config.domainName")
    if not all(is_ip(address) for address in config.address):
        raise invalid("config.address")
    if not all(domain and is_domain(domain) for domain in config.searchDomain):
        raise invalid("config.searchDomain")
    shown = vim.HostDnsConfig(
        dhcp=config.dhcp, virtualNicDevice=device or None, hostName=config.hostName, domainName=config.domainName,
        address=config.address, searchDomain=config.searchDomain,
    )
    return net if shown == net.info.dnsConfig else net.with_info(dnsConfig=shown)


def full_name(config: vim.HostDnsConfig | None) -> str | None:
    """The name under which the host shows itself: with its domain (recorded)."""
    if config is None:
        return None
    return f"{config.hostName}.{config.domainName}" if config.domainName else config.hostName
