"""From specs to configurations: names, identities, sizes, allocations, choices."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.host.services.vm_index import unescaped
from fakeesx.host.virtual_machine import config as configs
from fakeesx.schema import vim
from fakeesx.soap.errors import VimFault


def fault_of(function: Any, *arguments: Any) -> Any:
    with pytest.raises(VimFault) as caught:
        function(*arguments)
    return caught.value.fault


@pytest.mark.parametrize(("name", "kept"), [
    ("web", "web"), ("a/b", "a%2fb"), ("a\\b", "a%5cb"), ("100%", "100%25"), ("a%2Fb", "a%2fb"), ("a%2fb", "a%2fb"),
    ("50%25", "50%25"), ("%zz", "%25zz"), ("\u4e2d\u6587", "\u4e2d\u6587"), (" a ", " a "), ("x" * 80, "x" * 80),
    ("/" * 80, "%2f" * 80),
])  # fmt: skip
def test_names_are_kept_escaped(name: str, kept: str) -> None:
    """Slash, backslash and percent are escaped, what is escaped already stays so."""
    assert configs.check_name(name) == kept


@pytest.mark.parametrize("name", [None, "", "   ", "x" * 81, "a\nb", "a\x7fb", "\x00"])
def test_names_that_are_none(name: str | None) -> None:
    """Empty ones, ones over 80 characters, control characters: InvalidName says which."""
    fault = fault_of(configs.check_name, name)
    assert (type(fault).__name__, fault.name) == ("InvalidName", name or "")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=80).filter(str.strip))
def test_escaping_twice_is_escaping_once(name: str) -> None:
    """A name read from a host is the same name when it is given to one."""
    kept = configs.check_name(name)
    assert configs.check_name(kept) == kept
    assert unescaped(kept) == unescaped(name)
    assert "/" not in kept
    assert "\\" not in kept


@pytest.mark.parametrize("text", [
    "564d9904-a176-a762-1b95-f75ddd0642d8", "564D9904A176A7621B95F75DDD0642D8",
    "56 4d 99 04 a1 76 a7 62-1b 95 f7 5d dd 06 42 d8",
])  # fmt: skip
def test_uuids_in_any_form(text: str) -> None:
    """However it is written, it is kept in one form."""
    assert configs.check_uuid(text, "uuid") == "564d9904-a176-a762-1b95-f75ddd0642d8"


@pytest.mark.parametrize("text", ["", "x", "564d9904", "564d9904-a176-a762-1b95-f75ddd0642dg", "0" * 33])
def test_uuids_that_are_none(text: str) -> None:
    """InvalidArgument names the property."""
    assert fault_of(configs.check_uuid, text, "configSpec.uuid").invalidProperty == "configSpec.uuid"


@pytest.mark.parametrize(("version", "cpus", "memory", "name"), [
    ("vmx-07", 0, 64, "InvalidArgument"), ("vmx-07", -1, 64, "InvalidArgument"),
    ("vmx-07", 9, 64, "NumVirtualCpusNotSupported"), ("vmx-07", 1, 0, "InvalidArgument"),
    ("vmx-07", 1, 6, "InvalidArgument"),
    ("vmx-07", 1, 261124, "MemorySizeNotSupported"), ("vmx-04", 1, 65536, "MemorySizeNotSupported"),
    ("vmx-07", 1, 2**40, "MemorySizeNotSupported"), ("vmx-07", 2**31 - 1, 64, "NumVirtualCpusNotSupported"),
])  # fmt: skip
def test_hardware_that_is_not_to_be_had(version: str, cpus: int, memory: int, name: str) -> None:
    """Limits of CPUs and memory, by hardware version."""
    assert type(fault_of(configs.check_hardware, version, cpus, memory)).__name__ == name


def test_largest_hardware() -> None:
    """The limits themselves are allowed."""
    configs.check_hardware("vmx-07", 8, 261120)
    configs.check_hardware("vmx-04", 8, 65532)
    configs.check_hardware("vmx-07", 1, 4)


def allocation(**values: Any) -> vim.ResourceAllocationInfo:
    return vim.ResourceAllocationInfo(**values)


@pytest.mark.parametrize(
    ("level", "cpu", "memory"), [("low", 1000, 2560), ("normal", 2000, 5120), ("high", 4000, 10240)]
)
def test_shares_follow_level_and_size(level: str, cpu: int, memory: int) -> None:
    """500, 1000 or 2000 for each CPU; 5, 10 or 20 for each MB."""
    shares = vim.SharesInfo(shares=7, level=vim.SharesLevel(level))
    assert configs.allocation("cpu", 2, allocation(shares=shares), None, 1000).shares.shares == cpu
    assert configs.allocation("memory", 512, allocation(shares=shares), None, 1000).shares.shares == memory


def test_custom_shares() -> None:
    """A level of one's own has the number given, which must be one."""
    custom = vim.SharesInfo(shares=123, level=vim.SharesLevel.custom)
    assert configs.allocation("cpu", 2, allocation(shares=custom), None, 1000).shares.shares == 123
    for number in (0, -1, 1_000_001):
        spec = allocation(shares=custom.replace(shares=number))
        assert fault_of(configs.allocation, "cpu", 2, spec, None, 1000).invalidProperty == "configSpec.cpuAllocation.shares"


def test_allocation_keeps_what_is_not_given() -> None:
    """A spec with a limit only leaves reservation and shares."""
    old = configs.allocation("cpu", 1, allocation(reservation=100, limit=500), None, 1000)
    new = configs.allocation("cpu", 1, allocation(limit=-1), old, 1000)
    assert (new.reservation, new.limit, new.shares.level) == (100, -1, "normal")


@pytest.mark.parametrize("values", [{"reservation": -1}, {"limit": -2}, {"reservation": 100, "limit": 50}])
def test_allocations_that_make_no_sense(values: dict[str, int]) -> None:
    """InvalidArgument names the allocation."""
    fault = fault_of(configs.allocation, "memory", 64, allocation(**values), None, 1000)
    assert fault.invalidProperty == "configSpec.memoryAllocation"


def test_more_than_the_host_has() -> None:
    """A reservation beyond the host's capacity: memory in bytes, CPU in MHz."""
    cpu = fault_of(configs.allocation, "cpu", 1, allocation(reservation=1001), None, 1000)
    assert (type(cpu).__name__, cpu.unreserved, cpu.requested) == ("InsufficientCpuResourcesFault", 1000, 1001)
    memory = fault_of(configs.allocation, "memory", 64, allocation(reservation=1001), None, 1000)
    assert (memory.unreserved, memory.requested) == (1000 << 20, 1001 << 20)


def test_change_versions_grow() -> None:
    """A new one is the time, and later than the old one though the clock stands."""
    now = datetime(2010, 11, 5, 12, tzinfo=UTC)
    first = configs.next_version(now, None)
    second = configs.next_version(now, first)
    third = configs.next_version(now, second)
    assert first < second < third
    assert configs.next_version(now.replace(year=2011), third) == "2011-11-05T12:00:00.000000Z"


@pytest.mark.parametrize(("part", "value"), [
    ("powerOpInfo", vim.VirtualMachineDefaultPowerOpInfo(standbyAction="sleep")),
    ("powerOpInfo", vim.VirtualMachineDefaultPowerOpInfo(powerOffType="gently")),
    ("flags", vim.VirtualMachineFlagInfo(htSharing="maybe")), ("tools", vim.ToolsConfigInfo(toolsUpgradePolicy="never")),
    ("bootOptions", vim.VirtualMachineBootOptions(bootDelay=-1)),
])  # fmt: skip
def test_choices_that_there_are_not(part: str, value: Any) -> None:
    """Texts that stand for enumerations are checked."""
    assert fault_of(configs.check_choices, value, part).invalidProperty.startswith(f"configSpec.{part}.")


def test_choices_that_there_are() -> None:
    """What a new VM has passes, and so does nothing."""
    configs.check_choices(None, "flags")
    for part in (configs.default_flags(), configs.default_power_ops(), configs.default_tools(), configs.default_boot()):
        configs.check_choices(part, "x")


def test_feature_masks() -> None:
    """Masks are known by level and vendor: changed, and removed to what they were at first."""
    masks = configs.default_cpu_features()
    mask = vim.HostCpuIdInfo(level=1, ecx="0" * 32)
    add = vim.VirtualMachineCpuIdInfoSpec(operation="add", info=mask)
    changed = configs.merge_features(masks, [add])
    assert [m for m in changed if m.ecx] == [mask]
    assert len(changed) == len(masks)
    remove = vim.VirtualMachineCpuIdInfoSpec(operation="remove", info=mask)
    assert configs.merge_features(changed, [remove]) == masks
    nowhere = vim.VirtualMachineCpuIdInfoSpec(operation="remove", info=vim.HostCpuIdInfo(level=77))
    fault_of(configs.merge_features, masks, [nowhere])


def test_unknown_guests() -> None:
    """An identifier that API 4.1 lacks is refused."""
    assert configs.check_guest("ubuntu64Guest") == "Ubuntu Linux (64-bit)"
    assert fault_of(configs.check_guest, "windows11_64Guest").invalidProperty == "configSpec.guestId"
