"""The host's date, time, time zone and time servers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from calling import Client, Faulted
from twisted.internet.task import Clock

from fakeesx.schema import vim

MANAGER = "dateTimeSystem"
THEN = datetime(2012, 2, 29, 12, 30, tzinfo=UTC)


def test_time_is_the_hosts(root: Client) -> None:
    """QueryDateTime is CurrentTime."""
    assert root.call(MANAGER, "QueryDateTime") == root.call("ServiceInstance", "CurrentTime") == root.host.now()


def test_time_that_was_set_goes_on(root: Client, clock: Clock) -> None:
    """Everything that asks the host for its time gets the new one."""
    root.call(MANAGER, "UpdateDateTime", dateTime=THEN)
    assert root.call("ServiceInstance", "CurrentTime") == THEN
    clock.advance(90)
    assert root.call(MANAGER, "QueryDateTime") == THEN + timedelta(seconds=90)
    root.call("serviceSystem", "RefreshServices")
    assert root.get("ServiceInstance", "serverClock") == THEN + timedelta(seconds=90)


def test_time_with_a_zone(root: Client) -> None:
    """A time is a moment, whatever zone it is written in."""
    root.call(MANAGER, "UpdateDateTime", dateTime=THEN.astimezone(timezone(timedelta(hours=9))))
    assert root.host.now() == THEN


def test_sessions_do_not_expire_by_it(root: Client) -> None:
    """Setting the date is no idle time."""
    root.call(MANAGER, "UpdateDateTime", dateTime=THEN)
    assert root.call("ServiceInstance", "CurrentTime")


@pytest.mark.parametrize("time", [datetime(1969, 12, 31, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)])
def test_time_out_of_range(root: Client, time: datetime) -> None:
    """A host of 2010 counts seconds in 32 bits."""
    before = root.host.now()
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "UpdateDateTime", dateTime=time)
    assert root.host.now() == before


def test_zone_and_servers(root: Client) -> None:
    """What is set changes, in the manager and in the host's configuration; the rest stays."""
    root.call(MANAGER, "UpdateDateTimeConfig", config=vim.HostDateTimeConfig(timeZone="Asia/Tokyo"))
    servers = vim.HostNtpConfig(server=["ntp1.example.test", "ntp2.example.test"])
    root.call(MANAGER, "UpdateDateTimeConfig", config=vim.HostDateTimeConfig(ntpConfig=servers))
    info = root.get(MANAGER, "dateTimeInfo")
    assert (info.timeZone.key, info.timeZone.gmtOffset, info.ntpConfig) == ("Asia/Tokyo", 32400, servers)
    assert root.get("ha-host", "config").dateTimeInfo == info


def test_servers_are_emptied(root: Client) -> None:
    """An empty list is a list."""
    root.call(MANAGER, "UpdateDateTimeConfig", config=vim.HostDateTimeConfig(ntpConfig=vim.HostNtpConfig()))
    assert root.get(MANAGER, "dateTimeInfo").ntpConfig.server == ()


def test_unknown_zone(root: Client) -> None:
    """InvalidArgument, and the servers are not changed either."""
    before = root.get(MANAGER, "dateTimeInfo")
    config = vim.HostDateTimeConfig(timeZone="Europe/Atlantis", ntpConfig=vim.HostNtpConfig(server=["x"]))
    with pytest.raises(Faulted, match="InvalidArgument"):
        root.call(MANAGER, "UpdateDateTimeConfig", config=config)
    assert root.get(MANAGER, "dateTimeInfo") == before


def test_zones_have_the_hosts_own(root: Client, esxi: Client) -> None:
    """The zones that can be chosen hold the one that is; keys are unique."""
    for client in (root, esxi):
        zones = client.call(MANAGER, "QueryAvailableTimeZones")
        assert client.get(MANAGER, "dateTimeInfo").timeZone in zones
        assert len({zone.key for zone in zones}) == len(zones) > 50


def test_refresh(root: Client) -> None:
    """It changes nothing."""
    before = root.get(MANAGER, "dateTimeInfo")
    root.call(MANAGER, "RefreshDateTimeSystem")
    assert root.get(MANAGER, "dateTimeInfo") == before
