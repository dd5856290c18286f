"""HostDateTimeSystem: the host's date, time, time zone and time servers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from fakeesx.host.managed_object import Call, ManagedObject, invalid_argument, method
from fakeesx.host.services.host_clock import set_clock_offset
from fakeesx.host.services.host_config import set_config
from fakeesx.host.services.time_zones import time_zone, time_zones
from fakeesx.schema import vim

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
"""What a 32-bit clock can show."""


class HostDateTimeSystem(ManagedObject):
    """The clock of a host."""

    @method
    def QueryDateTime(self, call: Call) -> datetime:
        """The date and time on the host."""
        return self.host.now()

    @method
    def UpdateDateTime(self, call: Call, dateTime: datetime) -> None:
        """Set the host's date and time; it goes on from there. Raises InvalidArgument for one that it can't have."""
        if not _FIRST <= dateTime < _LAST:
            raise invalid_argument("dateTime")
        set_clock_offset(self.host.inventory, dateTime.timestamp() - self.host.clock.seconds())

    @method
    def QueryAvailableTimeZones(self, call: Call) -> Sequence[vim.HostDateTimeSystemTimeZone]:
        """The time zones the host knows."""
        return time_zones()

    @method
    def UpdateDateTimeConfig(self, call: Call, config: vim.HostDateTimeConfig) -> None:
        """Change the time zone or the time servers; what is not set stays. Raises InvalidArgument for an unknown zone."""
        info: vim.HostDateTimeInfo = self.get("dateTimeInfo")
        if config.timeZone is not None:
            zone = time_zone(config.timeZone)
            if zone is None:
                raise invalid_argument("config.timeZone")
            info = info.replace(timeZone=zone)
        if config.ntpConfig is not None:
            info = info.replace(ntpConfig=config.ntpConfig)
        self.update(dateTimeInfo=info)
        set_config(self.host, dateTimeInfo=info)

    @method
    def RefreshDateTimeSystem(self, call: Call) -> None:
        """Look at the settings anew; here they are always as they are shown."""
