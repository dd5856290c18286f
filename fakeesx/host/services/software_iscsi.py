"""The software iSCSI adapter of ESX as it is when nobody has set it up.

Keys and bounds of the advanced options are those of public records of the adapter; which capabilities 4.1 reported is
inferred: of discovery and addresses nothing can be set.
"""

from __future__ import annotations

import zlib
from typing import Any

from fakeesx.schema import vim

_INTEGERS = (  # key, min, max, default, can be set
    ("ErrorRecoveryLevel", 0, 2, 0, False), ("LoginRetryMax", 0, 64, 4, False), ("MaxOutstandingR2T", 1, 8, 1, True),
    ("FirstBurstLength", 512, 16777215, 262144, True), ("MaxBurstLength", 512, 16777215, 262144, True),
    ("MaxRecvDataSegLen", 512, 16777215, 131072, True), ("MaxCommands", 2, 2048, 128, False),
    ("DefaultTimeToWait", 0, 60, 2, False), ("DefaultTimeToRetain", 0, 60, 0, False), ("LoginTimeout", 1, 60, 5, True),
    ("LogoutTimeout", 0, 60, 15, False), ("RecoveryTimeout", 1, 120, 10, True), ("NoopTimeout", 10, 30, 10, True),
    ("NoopInterval", 1, 60, 15, True),
)
_BOOLEANS = (("InitR2T", False, False), ("ImmediateData", True, False), ("DelayedAck", True, True))

_DEFAULTS = {row[0]: row[-2] for row in (*_INTEGERS, *_BOOLEANS)}

_PROHIBITED = str(vim.HostInternetScsiHbaChapAuthenticationType.chapProhibited)
_NO_DIGEST = str(vim.HostInternetScsiHbaDigestType.digestProhibited)


def software_adapter(device: str, host_name: str, host_uuid: str) -> vim.HostInternetScsiHba:
    """The software iSCSI adapter as it is when it was never set up.

    Its name has the documented form ``iqn.1998-01.com.vmware:<host>-<8 hex digits>``; the host's uuid gives the digits.
    """
    return vim.HostInternetScsiHba(
        key=f"key-vim.host.InternetScsiHba-{device}", device=device, bus=0, status="unknown", model="iSCSI Software Adapter",
        driver="iscsi_vmk", isSoftwareBased=True,
        discoveryCapabilities=vim.HostInternetScsiHbaDiscoveryCapabilities(
            iSnsDiscoverySettable=False, slpDiscoverySettable=False, staticTargetDiscoverySettable=False,
            sendTargetsDiscoverySettable=False,
        ),
        discoveryProperties=vim.HostInternetScsiHbaDiscoveryProperties(
            iSnsDiscoveryEnabled=False, slpDiscoveryEnabled=False, staticTargetDiscoveryEnabled=True,
            sendTargetsDiscoveryEnabled=True,
        ),
        authenticationCapabilities=vim.HostInternetScsiHbaAuthenticationCapabilities(
            chapAuthSettable=True, krb5AuthSettable=False, srpAuthSettable=False, spkmAuthSettable=False,
            mutualChapSettable=True, targetChapSettable=True, targetMutualChapSettable=True,
        ),
        authenticationProperties=vim.HostInternetScsiHbaAuthenticationProperties(
            chapAuthEnabled=False, chapAuthenticationType=_PROHIBITED, mutualChapAuthenticationType=_PROHIBITED,
        ),
        digestCapabilities=vim.HostInternetScsiHbaDigestCapabilities(
            headerDigestSettable=True, dataDigestSettable=True, targetHeaderDigestSettable=True,
            targetDataDigestSettable=True,
        ),
        digestProperties=vim.HostInternetScsiHbaDigestProperties(headerDigestType=_NO_DIGEST, dataDigestType=_NO_DIGEST),
        ipCapabilities=vim.HostInternetScsiHbaIPCapabilities(
            addressSettable=False, ipConfigurationMethodSettable=False, subnetMaskSettable=False,
            defaultGatewaySettable=False, primaryDnsServerAddressSettable=False, alternateDnsServerAddressSettable=False,
            ipv6Supported=False, arpRedirectSettable=False, mtuSettable=False, hostNameAsTargetAddress=True,
            nameAliasSettable=True,
        ),
        ipProperties=vim.HostInternetScsiHbaIPProperties(dhcpConfigurationEnabled=False),
        supportedAdvancedOptions=_definitions(),
        advancedOptions=[option_value(key, default, inherited=False) for key, default in _DEFAULTS.items()],
        iScsiName=f"iqn.1998-01.com.vmware:{host_name}-{zlib.crc32(host_uuid.encode()):08x}", iScsiAlias="",
    )


def _definitions() -> list[vim.OptionDef]:
    return [
        *(_definition(key, vim.IntOption(valueIsReadonly=not settable, min=least, max=most, defaultValue=default))
          for key, least, most, default, settable in _INTEGERS),
        *(_definition(key, vim.BoolOption(valueIsReadonly=not settable, supported=True, defaultValue=default))
          for key, default, settable in _BOOLEANS),
    ]  # fmt: skip


def _definition(key: str, kind: vim.OptionType) -> vim.OptionDef:
    return vim.OptionDef(label=key, summary=f"iSCSI option {key}", key=key, optionType=kind)


def option_value(key: str, value: Any, *, inherited: bool) -> vim.HostInternetScsiHbaParamValue:
    """The value of an advanced option; ``inherited`` from the adapter, that is."""
    return vim.HostInternetScsiHbaParamValue(key=key, value=value, isInherited=inherited)
