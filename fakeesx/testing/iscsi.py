"""The iSCSI storage around a host, in the hand of a test: ``esx.iscsi_targets``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from fakeesx.host.services.internet_scsi import PORT
from fakeesx.host.services.iscsi_specs import IscsiTarget, TargetLun, lun_id

if TYPE_CHECKING:
    from fakeesx.host.esx import Esx
    from fakeesx.host.services.iscsi_targets import IscsiTargets
    from fakeesx.testing.views import InHost


class IscsiControl:
    """The targets around a host, and what their LUNs hold. The host sees a LUN after a client let it rescan.

    ``len`` and iteration are over ``IscsiTarget`` values: address, port, iqn, luns (number, capacity, id), user.
    """

    def __init__(self, call: InHost, host: Callable[[], Esx]) -> None:
        self._call = call
        self._host = host

    @property
    def _targets(self) -> IscsiTargets:
        return self._host().iscsi_targets

    def __iter__(self) -> Iterator[IscsiTarget]:
        return iter(self._call(lambda: tuple(self._targets)))

    def __len__(self) -> int:
        return self._call(lambda: len(self._targets.state.targets))

    def add(
        self, address: str, iqn: str, luns: Mapping[int, int] | Iterable[TargetLun], *, port: int = PORT,
        user: str | None = None, secret: str | None = None,
    ) -> IscsiTarget:
        """Let there be one more target: ``add("192.0.2.50", "iqn.2010-10.org.example:volume-1", {1: 10 << 30})``.

        ``luns``: the bytes of each by its number, or ``TargetLun`` values; new ones are blank. With ``user`` and ``secret``
        it lets those in who know both (CHAP). Raises ``ValueError`` for what can't be, or is there.
        """
        if isinstance(luns, Mapping):
            luns = [TargetLun(number, size, lun_id(iqn, number)) for number, size in luns.items()]
        target = IscsiTarget(address, iqn, tuple(luns), port, user, secret)
        self._call(lambda: self._targets.add(target))
        return target

    def remove(self, address: str, iqn: str, *, port: int = PORT) -> None:
        """Let a target go, with those of its LUNs that no other has. Raises ``ValueError`` where there is none, or it is
        used by a machine or a datastore."""
        self._call(lambda: self._targets.remove(address, iqn, port))

    def read(self, lun: str, offset: int, length: int) -> bytes:
        """Bytes of a LUN by its id (``naa.…``). Raises ``ValueError``."""
        return self._call(lambda: self._targets.read(lun, offset, length))

    def write(self, lun: str, offset: int, data: bytes) -> None:
        """Write to a LUN, as another initiator would. Raises ``ValueError``."""
        self._call(lambda: self._targets.write(lun, offset, data))
