"""A VM that asks: the power on waits, runtime.question shows it, AnswerVM lets it go on."""

from __future__ import annotations

from typing import Any

import pytest
from calling import Client, Faulted
from vms import make, options, picture, reconfigure, spec

from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference


def port(cls: Any = vim.VirtualSerialPort, name: str = "[datastore1] out.txt", start: bool = True) -> Any:
    """A port with an output file, as a client asks for it."""
    backing = {vim.VirtualSerialPort: vim.VirtualSerialPortFileBackingInfo,
               vim.VirtualParallelPort: vim.VirtualParallelPortFileBackingInfo}[cls](fileName=name)
    more = {"yieldOnPoll": True} if cls is vim.VirtualSerialPort else {}
    connectable = vim.VirtualDeviceConnectInfo(startConnected=start, allowGuestControl=True, connected=False)
    return cls(key=-9, controllerKey=400, unitNumber=0, backing=backing, connectable=connectable, **more)


def content(client: Client, path: str = "out.txt") -> bytes:
    return client.host.volumes.get("datastore1").read_file(path)


@pytest.fixture
def vm(root: Client) -> ManagedObjectReference:
    """A VM with a serial port whose output file is there."""
    root.host.volumes.get("datastore1").write_file("out.txt", b"old")
    return make(root, "vm1", port())


def state(client: Client, task: ManagedObjectReference) -> str:
    return str(client.get(task, "info.state"))


def choose(client: Client, vm: ManagedObjectReference, text: str) -> None:
    question = client.get(vm, "runtime.question")
    key = next(choice.key for choice in question.choice.choiceInfo if choice.label == text)
    client.call(vm, "AnswerVM", questionId=question.id, answerChoice=key)


def test_a_file_that_is_not_there_is_made(root: Client) -> None:
    """Nothing is asked, and the file is there once the VM runs."""
    vm = make(root, "vm1", port())
    root.task(vm, "PowerOnVM_Task")
    assert content(root) == b""


@pytest.mark.parametrize(("answer", "left"), [("Append", b"old"), ("Replace", b"")])
def test_a_file_that_is_there(root: Client, vm: ManagedObjectReference, answer: str, left: bytes) -> None:
    """The task waits for the answer; appending leaves the content, replacing empties the file."""
    task = root.call(vm, "PowerOnVM_Task")
    assert state(root, task) == "running"
    assert root.get(vm, "runtime.powerState") == "poweredOff"
    question = root.get(vm, "summary.runtime.question")
    assert question.text.startswith("msg.serial.file.open:")
    assert "[datastore1] out.txt" in question.text
    assert [choice.key for choice in question.choice.choiceInfo] == ["0", "1", "2"]
    choose(root, vm, answer)
    assert state(root, task) == "success"
    assert root.get(vm, "runtime.powerState") == "poweredOn"
    assert root.get(vm, "runtime.question") is None
    assert content(root) == left


def test_calling_it_off(root: Client, vm: ManagedObjectReference) -> None:
    """Cancel ends the task with an error; the VM stays off and the file as it was."""
    task = root.call(vm, "PowerOnVM_Task")
    choose(root, vm, "Cancel")
    assert isinstance(root.get(task, "info.error.fault"), vim.GenericVmConfigFault)
    assert root.get(vm, "runtime.powerState") == "poweredOff"
    assert root.get(vm, "runtime.question") is None
    assert content(root) == b"old"
    choose_again = root.call(vm, "PowerOnVM_Task")
    choose(root, vm, "Append")
    assert state(root, choose_again) == "success"


def test_methods_while_it_waits(root: Client, vm: ManagedObjectReference) -> None:
    """AnswerVM is possible, what changes the VM is not: TaskInProgress, and nothing changes."""
    assert "AnswerVM" in root.get(vm, "disabledMethod").items
    task = root.call(vm, "PowerOnVM_Task")
    disabled = root.get(vm, "disabledMethod").items
    assert "AnswerVM" not in disabled
    assert {"PowerOnVM_Task", "Destroy_Task", "UnregisterVM"} <= set(disabled)
    before = picture(root)
    for name, arguments in (("Destroy_Task", {}), ("Rename_Task", {"newName": "x"}),
                            ("ReconfigVM_Task", {"spec": spec()}), ("UpgradeVM_Task", {})):
        with pytest.raises(Faulted) as caught:
            root.task(vm, name, **arguments)
        assert (caught.value.name, caught.value.fault.task) == ("TaskInProgress", task)
    with pytest.raises(Faulted, match="TaskInProgress"):
        root.call(vm, "UnregisterVM")
    assert picture(root) == before
    choose(root, vm, "Append")
    assert "AnswerVM" in root.get(vm, "disabledMethod").items


def test_wrong_answers(root: Client, vm: ManagedObjectReference) -> None:
    """Another question's id, and a choice that there is not."""
    for question in ("1", "x"):
        with pytest.raises(Faulted, match="InvalidArgument"):
            root.call(vm, "AnswerVM", questionId=question, answerChoice="0")
    root.call(vm, "PowerOnVM_Task")
    asked = root.get(vm, "runtime.question.id")
    for question, choice in ((f"{asked}0", "0"), (asked, "3"), (asked, "Append"), (asked, "-1"), (asked, "")):
        with pytest.raises(Faulted, match="InvalidArgument"):
            root.call(vm, "AnswerVM", questionId=question, answerChoice=choice)
    assert root.get(vm, "runtime.question.id") == asked


def test_answers_in_advance(root: Client, vm: ManagedObjectReference) -> None:
    """An option answer.<message> answers without asking; a text that is no choice does not."""
    reconfigure(root, vm, extra={"answer.msg.serial.file.open": "perhaps"})
    root.call(vm, "PowerOnVM_Task")
    choose(root, vm, "Cancel")
    reconfigure(root, vm, extra={"answer.msg.serial.file.open": "replace"})
    root.task(vm, "PowerOnVM_Task")
    assert content(root) == b""
    assert options(root, vm)["answer.msg.serial.file.open"] == "replace"


def test_one_question_after_the_other(root: Client, vm: ManagedObjectReference) -> None:
    """Two ports with files that are there: two questions, each with an id of its own."""
    root.host.volumes.get("datastore1").write_file("lpt.txt", b"old too")
    reconfigure(root, vm, port(vim.VirtualParallelPort, "[datastore1] lpt.txt"))
    task = root.call(vm, "PowerOnVM_Task")
    first = root.get(vm, "runtime.question")
    choose(root, vm, "Append")
    second = root.get(vm, "runtime.question")
    assert second.text.startswith("msg.parallel.file.open:")
    assert second.id != first.id
    choose(root, vm, "Replace")
    assert state(root, task) == "success"
    assert (content(root), content(root, "lpt.txt")) == (b"old", b"")


def test_a_port_that_does_not_start_connected_asks_nothing(root: Client) -> None:
    """Its file is not touched."""
    root.host.volumes.get("datastore1").write_file("out.txt", b"old")
    vm = make(root, "vm1", port(start=False))
    root.task(vm, "PowerOnVM_Task")
    assert content(root) == b"old"


def test_a_resumed_vm_asks_nothing(root: Client, vm: ManagedObjectReference) -> None:
    """Its ports are still open."""
    reconfigure(root, vm, extra={"answer.msg.serial.file.open": "Append"})
    root.task(vm, "PowerOnVM_Task")
    root.task(vm, "SuspendVM_Task")
    reconfigure(root, vm, extra={"answer.msg.serial.file.open": ""})
    root.task(vm, "PowerOnVM_Task")
    assert root.get(vm, "runtime.powerState") == "poweredOn"


def test_the_question_is_an_event(root: Client, vm: ManagedObjectReference) -> None:
    """VmMessageEvent tells the text."""
    root.call(vm, "PowerOnVM_Task")
    event = root.get("ha-eventmgr", "latestEvent")
    assert isinstance(event, vim.VmMessageEvent)
    assert event.vm.vm == vm
    assert event.message in root.get(vm, "runtime.question.text")


def test_a_host_that_stops_while_a_vm_asks(root: Client, vm: ManagedObjectReference) -> None:
    """Nothing is left waiting."""
    root.call(vm, "PowerOnVM_Task")
    root.host.stop()


def test_a_waiting_client_sees_question_and_answer(root: Client, vm: ManagedObjectReference) -> None:
    """runtime.question comes and goes through property filters."""
    filter_spec = vim.PropertyFilterSpec(
        propSet=[vim.PropertySpec(type="VirtualMachine", pathSet=["runtime.question"])], objectSet=[vim.ObjectSpec(obj=vm)],
    )
    root.call("ha-property-collector", "CreateFilter", spec=filter_spec, partialUpdates=False)
    version = root.call("ha-property-collector", "CheckForUpdates").version
    waiting = root.call("ha-property-collector", "WaitForUpdates", version=version)
    root.call(vm, "PowerOnVM_Task")
    update = waiting.result
    change = update.filterSet[0].objectSet[0].changeSet[0]
    assert (change.name, change.op, change.val.id) == ("runtime.question", "assign", root.get(vm, "runtime.question.id"))
    choose(root, vm, "Append")
    gone = root.call("ha-property-collector", "CheckForUpdates", version=update.version)
    assert gone.filterSet[0].objectSet[0].changeSet[0].val is None
