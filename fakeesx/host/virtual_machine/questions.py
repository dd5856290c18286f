"""Questions that a VM asks whoever runs it, and that hold it up until they are answered (AnswerVM).

On a host of this kind a power on asks about each output file of a serial or parallel port that is there already, unless an
option ``answer.<message>`` of the VM's ``extraConfig`` has the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twisted.internet.defer import Deferred

from fakeesx.host.managed_object import Call, fault, invalid_argument, method
from fakeesx.host.virtual_machine.machine import VmBase
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference
from fakeesx.storage.errors import StorageError

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx

APPEND, REPLACE, CANCEL = "Append", "Replace", "Cancel"
_OUTPUT = (
    (vim.VirtualSerialPort, "msg.serial.file.open", "serial"),
    (vim.VirtualParallelPort, "msg.parallel.file.open", "parallel"),
)
_PORTS = tuple(cls for cls, _, _ in _OUTPUT)


@dataclass(frozen=True, slots=True)
class Question:
    """What a VM asks: the id of the message, its text, and the answers there are; ``default`` is the index of one."""

    message: str
    text: str
    choices: tuple[str, ...]
    default: int = 0


@dataclass(slots=True)
class _Pending:
    info: vim.VirtualMachineQuestionInfo
    choices: tuple[str, ...]
    answer: Deferred[str]


class Questions:
    """The questions of one host's VMs that wait for an answer: one for each VM at most."""

    def __init__(self, host: Esx) -> None:
        self._host = host
        self._pending: dict[str, _Pending] = {}

    def ask(self, vm: ManagedObjectReference, question: Question, call: Call | None = None) -> Deferred[str]:
        """Hold a VM up until somebody chooses; the result is the choice. ``runtime.question`` shows it meanwhile."""
        choices = [
            vim.ElementDescription(key=str(number), label=choice, summary=choice)
            for number, choice in enumerate(question.choices)
        ]
        info = vim.VirtualMachineQuestionInfo(
            id=str(self._host.ids.number("question")), text=f"{question.message}:{question.text}",
            choice=vim.ChoiceOption(choiceInfo=choices, defaultIndex=question.default),
            message=[vim.VirtualMachineMessage(id=question.message, text=question.text)],
        )
        answer: Deferred[str] = Deferred(lambda _: self._drop(vm))
        self._pending[vm.value] = _Pending(info, question.choices, answer)
        self._show(vm, info)
        self._host.events.post("VmMessageEvent", call=call, vm=vm, message=question.text, messageInfo=info.message)
        return answer

    def answer(self, vm: ManagedObjectReference, question: str, choice: str) -> None:
        """Answer a VM's question. Raises InvalidArgument for a question it does not ask, or for a choice there is not."""
        pending = self._pending.get(vm.value)
        if pending is None or pending.info.id != question:
            raise invalid_argument("questionId")
        if not choice.isdecimal() or int(choice) >= len(pending.choices):
            raise invalid_argument("answerChoice")
        self._drop(vm)
        pending.answer.callback(pending.choices[int(choice)])

    def _drop(self, vm: ManagedObjectReference) -> None:
        self._pending.pop(vm.value, None)
        if vm in self._host.inventory:
            self._show(vm, None)

    def _show(self, vm: ManagedObjectReference, info: vim.VirtualMachineQuestionInfo | None) -> None:
        machine: Any = self._host.object(vm)
        machine.change(runtime=machine.runtime.replace(question=info))


class Answering(VmBase):
    """Answers to what a VirtualMachine asks."""

    @method
    def AnswerVM(self, call: Call, questionId: str, answerChoice: str) -> None:
        """Answer ``runtime.question`` with the key of a choice. Raises InvalidArgument; ConcurrentAccess is for vCenter."""
        self.host.questions.answer(self.ref, questionId, answerChoice)

    def outputs(self) -> list[tuple[str, Question, str | None]]:
        """The files that ports write to while the VM runs: path, what to ask when it is there, the answer in advance."""
        config, found = self.config, []
        for device in config.hardware.device:
            if not isinstance(device, _PORTS):
                continue
            name = getattr(device.backing, "fileName", None)
            if name and (device.connectable is None or device.connectable.startConnected):
                message, kind = next((message, kind) for cls, message, kind in _OUTPUT if isinstance(device, cls))
                text = f"The {kind} port's output file {name} exists. Append to it or replace its content?"
                question = Question(message, text, (APPEND, REPLACE, CANCEL))
                answers = [str(each.value) for each in config.extraConfig if each.key.lower() == f"answer.{message}"]
                found.append((name, question, _choice(question.choices, answers[-1] if answers else None)))
        return found

    def exists(self, path: str) -> bool:
        """Whether a file is there."""
        try:
            datastore, below = self.host.volumes.resolve(path)
        except StorageError:
            return False
        return datastore.exists(below)


def _choice(choices: Sequence[str], text: str | None) -> str | None:
    return next((choice for choice in choices if text is not None and choice.lower() == text.lower()), None)


def cancelled() -> Exception:
    """The fault of a power on that was called off by an answer, to raise."""
    return fault("GenericVmConfigFault", reason="The power on was called off")
