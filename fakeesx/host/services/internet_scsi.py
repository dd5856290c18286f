"""iSCSI adapters as values: what may be set on them and on their targets.

Nothing here speaks iSCSI: a target is an entry in a list. CHAP secrets are checked, and kept elsewhere (``iscsi_login``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from fakeesx.host.managed_object import fault, invalid_argument
from fakeesx.host.services.software_iscsi import option_value
from fakeesx.schema import vim

Adapter: TypeAlias = vim.HostInternetScsiHba
Target: TypeAlias = Any
"""A HostInternetScsiHbaSendTarget or a HostInternetScsiHbaStaticTarget."""

PORT = 3260

_NAME = re.compile(r"(iqn\.\d{4}-\d{2}\.[^\s:]+(:\S*)?|eui\.[0-9A-Fa-f]{16}|naa\.[0-9A-Fa-f]{16,32})")
_ADDRESS = re.compile(r"[^\s,\x00-\x1f\x7f]{1,255}")
_LONGEST_NAME = 223
_LONGEST_ALIAS = 255
_LONGEST_CHAP_NAME = 511
_LONGEST_SECRET = 255
_NO_DIGESTS = vim.HostInternetScsiHbaDigestProperties()

_REQUIRED = str(vim.HostInternetScsiHbaChapAuthenticationType.chapRequired)


# the adapter


def is_name(text: str) -> bool:
    """Whether a text is an iSCSI name: ``iqn.…``, ``eui.…`` or ``naa.…``."""
    return len(text) <= _LONGEST_NAME and _NAME.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether a text can be the address or the name of a host."""
    return _ADDRESS.fullmatch(text) is not None


def named(adapter: Adapter, name: str) -> Adapter:
    """With another iSCSI name. Raises InvalidArgument for what is none."""
    if not is_name(name):
        raise invalid_argument("iScsiName")
    return adapter.replace(iScsiName=name)


def with_alias(adapter: Adapter, alias: str) -> Adapter:
    """With another alias. Raises InvalidArgument for one of more than 255 bytes."""
    if len(alias.encode()) > _LONGEST_ALIAS:
        raise invalid_argument("iScsiAlias")
    return adapter.replace(iScsiAlias=alias)


def with_discovery(adapter: Adapter, properties: vim.HostInternetScsiHbaDiscoveryProperties) -> Adapter:
    """With other ways of discovery.

    Raises InvalidArgument for an unknown method, HostConfigFault for a change of what can't be set.
    """
    can = adapter.discoveryCapabilities
    _require_settable(adapter.discoveryProperties, properties, {
        "iSnsDiscoveryEnabled": can.iSnsDiscoverySettable, "slpDiscoveryEnabled": can.slpDiscoverySettable,
        "staticTargetDiscoveryEnabled": can.staticTargetDiscoverySettable,
        "sendTargetsDiscoveryEnabled": can.sendTargetsDiscoverySettable,
    })
    for name, known in (("iSns", vim.InternetScsiSnsDiscoveryMethod), ("slp", vim.SlpDiscoveryMethod)):
        value = getattr(properties, f"{name}DiscoveryMethod")
        if value is not None and value not in known.members():
            raise invalid_argument(f"discoveryProperties.{name}DiscoveryMethod")
    return adapter.replace(discoveryProperties=properties)


def with_ip(adapter: Adapter, properties: vim.HostInternetScsiHbaIPProperties) -> Adapter:
    """With another IP configuration. Raises HostConfigFault for a change of what can't be set."""
    can = adapter.ipCapabilities
    _require_settable(adapter.ipProperties, properties, {
        "mac": False, "address": can.addressSettable, "dhcpConfigurationEnabled": can.ipConfigurationMethodSettable,
        "subnetMask": can.subnetMaskSettable, "defaultGateway": can.defaultGatewaySettable,
        "primaryDnsServerAddress": can.primaryDnsServerAddressSettable,
        "alternateDnsServerAddress": can.alternateDnsServerAddressSettable, "ipv6Address": bool(can.ipv6Supported),
        "ipv6SubnetMask": bool(can.ipv6Supported), "ipv6DefaultGateway": bool(can.ipv6Supported),
        "arpRedirectEnabled": bool(can.arpRedirectSettable), "mtu": bool(can.mtuSettable),
        "jumboFramesEnabled": bool(can.mtuSettable),
    })
    return adapter.replace(ipProperties=adapter.ipProperties.replace(**dict(properties.items())))


def with_authentication(
    adapter: Adapter, properties: vim.HostInternetScsiHbaAuthenticationProperties,
    chosen: vim.HostInternetScsiHbaTargetSet | None,
) -> Adapter:
    """With other CHAP settings, of the adapter or of chosen targets.

    Raises NotFound for an unknown target, InvalidArgument for an unknown type, a name or a secret that is missing or too
    long, mutual CHAP without CHAP.
    """
    _check_chap(properties)
    kept = properties.replace(chapSecret=None, mutualChapSecret=None)
    return _changed(adapter, chosen, lambda item: item.replace(authenticationProperties=kept))


def with_digest(
    adapter: Adapter, properties: vim.HostInternetScsiHbaDigestProperties, chosen: vim.HostInternetScsiHbaTargetSet | None,
) -> Adapter:
    """With other digest settings, of the adapter or of chosen targets. Raises NotFound, InvalidArgument."""
    _check_digest(properties)
    return _changed(adapter, chosen, lambda item: item.replace(digestProperties=_merged(item.digestProperties, properties)))


def with_options(
    adapter: Adapter, options: Sequence[vim.HostInternetScsiHbaParamValue], chosen: vim.HostInternetScsiHbaTargetSet | None,
) -> Adapter:
    """With other advanced options, of the adapter or of chosen targets.

    Raises NotFound, InvalidArgument for an unknown key, one that can't be set, or a value that it may not have.
    """
    definitions = {d.key: d.optionType for d in adapter.supportedAdvancedOptions}
    for option in options:
        kind = definitions.get(option.key)
        inherits = chosen is not None and option.isInherited
        if kind is None or kind.valueIsReadonly or not (inherits or _fits(kind, option.value)):
            raise invalid_argument(f"options.{option.key}")

    def change(item: Any) -> Any:
        values = {option.key: option for option in item.advancedOptions}
        for option in options:
            inherits = bool(option.isInherited) and item is not adapter
            values[option.key] = option_value(option.key, option.value, inherited=inherits)
        return item.replace(advancedOptions=values.values())

    return _changed(adapter, chosen, change)


# targets


def with_send_targets(adapter: Adapter, targets: Sequence[Target]) -> Adapter:
    """With more addresses to discover targets at.

    Raises InvalidArgument for an address or port that is none, HostConfigFault for one that is there already (inferred) and
    where this way of discovery is off.
    """
    if not adapter.discoveryProperties.sendTargetsDiscoveryEnabled:
        raise fault("HostConfigFault")
    return _followed(adapter.replace(configuredSendTarget=_added(adapter, adapter.configuredSendTarget, targets)))


def with_static_targets(adapter: Adapter, targets: Sequence[Target]) -> Adapter:
    """With more targets. Raises as ``with_send_targets``, and InvalidArgument for an iSCSI name that is none."""
    if not adapter.discoveryProperties.staticTargetDiscoveryEnabled:
        raise fault("HostConfigFault")
    for target in targets:
        if not is_name(target.iScsiName):
            raise invalid_argument("targets.iScsiName")
    return _followed(adapter.replace(configuredStaticTarget=_added(adapter, adapter.configuredStaticTarget, targets)))


def with_discovered(adapter: Adapter, found: Sequence[tuple[str, int, str, str]]) -> Adapter:
    """With the static targets that send targets told of in place of those they told of before.

    Each is address, port, iSCSI name and the address that told of it (``parent_of``): what it does not set itself it takes
    from there.
    """
    senders = {parent_of(each): each for each in adapter.configuredSendTarget}
    wanted = {(address, port, name): parent for address, port, name, parent in found}
    kept = [
        each for each in adapter.configuredStaticTarget
        if each.parent == adapter.device or wanted.get(identity(each)) == each.parent
    ]
    known = {identity(each) for each in kept}
    new = [
        _new_target(senders[parent], vim.HostInternetScsiHbaStaticTarget(address=address, port=port, iScsiName=name), parent)
        for (address, port, name), parent in wanted.items() if (address, port, name) not in known
    ]
    return _followed(adapter.replace(configuredStaticTarget=[*kept, *new]))


def parent_of(sender: vim.HostInternetScsiHbaSendTarget) -> str:
    """What the ``parent`` of a static target says that a send target told of: ``ADDRESS:PORT``."""
    return f"{sender.address}:{PORT if sender.port is None else sender.port}"


def without(known: Sequence[Target], targets: Sequence[Target]) -> tuple[list[Target], bool]:
    """What is left of known targets, and whether all that are to go were there."""
    gone = {identity(target) for target in targets}
    return [t for t in known if identity(t) not in gone], gone <= {identity(t) for t in known}


def identity(target: Target) -> tuple[str, int, str]:
    """What tells targets apart: address, port and, for static ones, iSCSI name."""
    return target.address, PORT if target.port is None else target.port, getattr(target, "iScsiName", "")


def _added(adapter: Adapter, known: Sequence[Target], targets: Sequence[Target]) -> list[Target]:
    found = {identity(target): target for target in known}
    for target in targets:
        address, port, _ = identity(target)
        if not is_address(address):
            raise invalid_argument("targets.address")
        if not 1 <= port <= 65535:
            raise invalid_argument("targets.port")
        if identity(target) in found:
            raise fault("HostConfigFault")
        found[identity(target)] = _new_target(adapter, target.replace(port=port), adapter.device)
    return list(found.values())


def _new_target(above: Any, target: Target, parent: str) -> Target:
    """A target that takes from what is above it (its adapter, a send target) what it does not set itself."""
    chap, digest = target.authenticationProperties, target.digestProperties
    if chap is None:
        chap = vim.HostInternetScsiHbaAuthenticationProperties(
            chapAuthEnabled=False, chapInherited=True, mutualChapInherited=True,
        )
    else:
        _check_chap(chap)
    if digest is None:
        digest = vim.HostInternetScsiHbaDigestProperties(headerDigestInherited=True, dataDigestInherited=True)
    else:
        _check_digest(digest)
    return target.replace(
        authenticationProperties=chap.replace(chapSecret=None, mutualChapSecret=None), digestProperties=digest,
        supportedAdvancedOptions=above.supportedAdvancedOptions, parent=parent,
        advancedOptions=[option_value(option.key, option.value, inherited=True) for option in above.advancedOptions],
    )


# parts of the above


def _changed(adapter: Adapter, chosen: vim.HostInternetScsiHbaTargetSet | None, change: Callable[[Any], Any]) -> Adapter:
    """The adapter with itself or chosen targets changed; what inherits follows."""
    if chosen is None:
        return _followed(change(adapter))
    wanted = [identity(target) for target in (*chosen.sendTargets, *chosen.staticTargets)]
    known = [identity(target) for target in (*adapter.configuredSendTarget, *adapter.configuredStaticTarget)]
    if not set(wanted) <= set(known):
        raise fault("NotFound")
    return _followed(adapter.replace(
        configuredSendTarget=[change(t) if identity(t) in wanted else t for t in adapter.configuredSendTarget],
        configuredStaticTarget=[change(t) if identity(t) in wanted else t for t in adapter.configuredStaticTarget],
    ))


def _followed(adapter: Adapter) -> Adapter:
    """The adapter with its targets' inherited settings as its own are now."""
    senders = [_inheriting(adapter, target) for target in adapter.configuredSendTarget]
    above = {parent_of(each): each for each in senders}
    return adapter.replace(
        configuredSendTarget=senders,
        configuredStaticTarget=[
            _inheriting(above.get(target.parent or "", adapter), target) for target in adapter.configuredStaticTarget
        ],
    )


def _inheriting(above: Any, target: Target) -> Target:
    chap, digest, values = target.authenticationProperties, target.digestProperties, _values(above)
    own_chap, own_digest = above.authenticationProperties, above.digestProperties or _NO_DIGESTS
    if chap.chapInherited:
        chap = chap.replace(
            chapAuthEnabled=own_chap.chapAuthEnabled, chapName=own_chap.chapName,
            chapAuthenticationType=own_chap.chapAuthenticationType,
        )
    if chap.mutualChapInherited:
        chap = chap.replace(
            mutualChapName=own_chap.mutualChapName, mutualChapAuthenticationType=own_chap.mutualChapAuthenticationType,
        )
    if digest.headerDigestInherited:
        digest = digest.replace(headerDigestType=own_digest.headerDigestType)
    if digest.dataDigestInherited:
        digest = digest.replace(dataDigestType=own_digest.dataDigestType)
    return target.replace(
        authenticationProperties=chap, digestProperties=digest,
        advancedOptions=[
            option.replace(value=values[option.key]) if option.isInherited else option for option in target.advancedOptions
        ],
    )


def _values(above: Any) -> dict[str, Any]:
    return {option.key: option.value for option in above.advancedOptions}


def _fits(kind: vim.OptionType, value: Any) -> bool:
    """Whether an option may have a value; any integer type will do."""
    if isinstance(kind, vim.IntOption):
        return isinstance(value, int) and value.__class__ is not bool and kind.min <= value <= kind.max
    return value.__class__ is bool


def _merged(old: Any, new: Any) -> Any:
    return new if old is None else old.replace(**dict(new.items()))


def _require_settable(old: Any, new: Any, settable: Mapping[str, bool]) -> None:
    for name, can in settable.items():
        if not can and getattr(new, name) is not None and getattr(new, name) != getattr(old, name):
            raise fault("HostConfigFault")


def _check_chap(properties: vim.HostInternetScsiHbaAuthenticationProperties) -> None:
    types = vim.HostInternetScsiHbaChapAuthenticationType.members()
    where = "authenticationProperties"
    for kind, name in (
        (properties.chapAuthenticationType, "chapAuthenticationType"),
        (properties.mutualChapAuthenticationType, "mutualChapAuthenticationType"),
    ):
        if kind is not None and kind not in types:
            raise invalid_argument(f"{where}.{name}")
    mutual = properties.mutualChapAuthenticationType == _REQUIRED and not properties.mutualChapInherited
    own = properties.chapAuthEnabled and not properties.chapInherited
    if mutual and own and properties.chapAuthenticationType not in (None, _REQUIRED):
        raise invalid_argument(f"{where}.chapAuthenticationType")
    if mutual and not own and not properties.chapInherited:
        raise invalid_argument(f"{where}.mutualChapAuthenticationType")
    if own:
        _check_credentials(properties.chapName, properties.chapSecret, f"{where}.chap")
    if mutual:
        _check_credentials(properties.mutualChapName, properties.mutualChapSecret, f"{where}.mutualChap")


def _check_credentials(name: str | None, secret: str | None, where: str) -> None:
    if not name or len(name) > _LONGEST_CHAP_NAME:
        raise invalid_argument(f"{where}Name")
    if not secret or len(secret) > _LONGEST_SECRET:
        raise invalid_argument(f"{where}Secret")


def _check_digest(properties: vim.HostInternetScsiHbaDigestProperties) -> None:
    for name in ("headerDigestType", "dataDigestType"):
        value = getattr(properties, name)
        if value is not None and value not in vim.HostInternetScsiHbaDigestType.members():
            raise invalid_argument(f"digestProperties.{name}")
