"""OptionManager: the host's advanced options and the settings of its agent.

A value must have exactly the type of its option: an ``xsd:int`` for a LongOption is refused, as real hosts do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.host.services.host_config import set_config
from fakeesx.schema import vim
from fakeesx.schema.values import Float, Long, ManagedObjectReference

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

ADVANCED = ManagedObjectReference("OptionManager", "ha-adv-options")
AGENT = ManagedObjectReference("OptionManager", "HostAgentSettings")

_PRIVILEGES = {ADVANCED: "Host.Config.AdvancedConfig", AGENT: "Global.Settings"}
_TIMEOUT = "Config.HostAgent.vmacore.soap.sessionTimeout"
_ANY_CHARACTER = ("", "*", "**")
"""What ``validCharacters`` says where it does not restrict (recorded)."""


class OptionManager(ManagedObject):
    """One tree of options."""

    privileges = {"UpdateOptions": "System.View"}

    @classmethod
    def start(cls, host: Esx) -> None:
        """The agent's session timeout shows what the host was made with, where whole minutes can say it."""
        if host.restored:
            host.sessions.set_idle_timeout(float(option(host, AGENT, _TIMEOUT) * 60 or "inf"))
            return
        minutes = host.sessions.idle_timeout / 60
        if minutes.is_integer() and minutes != option(host, AGENT, _TIMEOUT):
            settings = [
                item.replace(value=int(minutes)) if item.key == _TIMEOUT else item
                for item in host.inventory.get(AGENT, "setting")
            ]
            host.inventory.update(AGENT, setting=settings)

    @method
    def QueryOptions(self, call: Call, name: str | None = None) -> Sequence[vim.OptionValue]:
        """An option by its key, those below ``name`` when it ends with a dot, all without a name. Raises InvalidName."""
        settings: Sequence[vim.OptionValue] = self.get("setting")
        if not name:
            return settings
        if name.endswith("."):
            found = [option for option in settings if option.key.startswith(name)]
        else:
            found = [option for option in settings if option.key == name]
        if not found:
            raise fault("InvalidName", name=name)
        return found

    @method
    def UpdateOptions(self, call: Call, changedValue: Sequence[vim.OptionValue]) -> None:
        """Change options, all or none. Raises InvalidName for an unknown key, InvalidArgument for a wrong type or value."""
        self.host.access.require(call.user, _PRIVILEGES.get(self.ref, "Global.Settings"), self.host.root)
        self.set(changedValue)

    def set(self, changed: Sequence[vim.OptionValue]) -> None:
        """The same, whoever asks."""
        definitions = {option.key: option.optionType for option in self.get("supportedOption")}
        changes = {}
        for option in changed:
            if option.key not in definitions:
                raise fault("InvalidName", name=option.key)
            if not _fits(definitions[option.key], option.value):
                raise invalid_argument(option.key)
            changes[option.key] = option
        settings = tuple(changes.get(option.key, option) for option in self.get("setting"))
        self.update(setting=settings)
        if self.ref == ADVANCED:
            set_config(self.host, option=settings)
        elif _TIMEOUT in changes:
            self.host.sessions.set_idle_timeout(60.0 * changes[_TIMEOUT].value or float("inf"))


def option(host: Esx, manager: ManagedObjectReference, key: str) -> Any:
    """The value of an option; ``KeyError`` when there is none of that key."""
    for setting in host.inventory.get(manager, "setting"):
        if setting.key == key:
            return setting.value
    raise KeyError(key)


def _fits(kind: vim.OptionType, value: Any) -> bool:
    """Whether a value is one that an option may have."""
    if kind.valueIsReadonly:
        return False
    return _CHECKS[type(kind).__name__](kind, value)


def _number(cls: type) -> Callable[[Any, Any], bool]:
    return lambda kind, value: value.__class__ is cls and kind.min <= value <= kind.max


def _string(kind: vim.StringOption, value: Any) -> bool:
    allowed = kind.validCharacters
    return value.__class__ is str and (allowed is None or allowed in _ANY_CHARACTER or set(value) <= set(allowed))


def _choice(kind: vim.ChoiceOption, value: Any) -> bool:
    return value.__class__ is str and any(choice.key == value for choice in kind.choiceInfo)


_CHECKS: dict[str, Callable[[Any, Any], bool]] = {
    "BoolOption": lambda kind, value: value.__class__ is bool and kind.supported,
    "IntOption": _number(int),
    "LongOption": _number(Long),
    "FloatOption": _number(Float),
    "StringOption": _string,
    "ChoiceOption": _choice,
}
