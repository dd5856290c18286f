"""The time zones that a host offers: a choice of the tz database, with their standard time of 2010."""

from __future__ import annotations

from functools import cache

from fakeesx.schema import vim

_ZONES = """
Africa/Cairo EET 7200
Africa/Johannesburg SAST 7200
Africa/Lagos WAT 3600
Africa/Nairobi EAT 10800
America/Anchorage AKST -32400
America/Argentina/Buenos_Aires -03 -10800
America/Bogota -05 -18000
America/Caracas -0430 -16200
America/Chicago CST -21600
America/Denver MST -25200
America/Halifax AST -14400
America/Lima -05 -18000
America/Los_Angeles PST -28800
America/Mexico_City CST -21600
America/New_York EST -18000
America/Phoenix MST -25200
America/Santiago -04 -14400
America/Sao_Paulo -03 -10800
America/St_Johns NST -12600
America/Toronto EST -18000
America/Vancouver PST -28800
Asia/Baghdad +03 10800
Asia/Bangkok +07 25200
Asia/Calcutta IST 19800
Asia/Dhaka +06 21600
Asia/Dubai +04 14400
Asia/Hong_Kong HKT 28800
Asia/Jakarta WIB 25200
Asia/Jerusalem IST 7200
Asia/Karachi PKT 18000
Asia/Katmandu +0545 20700
Asia/Kolkata IST 19800
Asia/Kuala_Lumpur +08 28800
Asia/Manila PST 28800
Asia/Riyadh +03 10800
Asia/Seoul KST 32400
Asia/Shanghai CST 28800
Asia/Singapore +08 28800
Asia/Taipei CST 28800
Asia/Tashkent +05 18000
Asia/Tehran +0330 12600
Asia/Tokyo JST 32400
Atlantic/Azores -01 -3600
Atlantic/Reykjavik GMT 0
Australia/Adelaide ACST 34200
Australia/Brisbane AEST 36000
Australia/Darwin ACST 34200
Australia/Melbourne AEST 36000
Australia/Perth AWST 28800
Australia/Sydney AEST 36000
Europe/Amsterdam CET 3600
Europe/Athens EET 7200
Europe/Belgrade CET 3600
Europe/Berlin CET 3600
Europe/Brussels CET 3600
Europe/Bucharest EET 7200
Europe/Budapest CET 3600
Europe/Copenhagen CET 3600
Europe/Dublin GMT 0
Europe/Helsinki EET 7200
Europe/Istanbul EET 7200
Europe/Kiev EET 7200
Europe/Lisbon WET 0
Europe/London GMT 0
Europe/Madrid CET 3600
Europe/Moscow MSK 10800
Europe/Oslo CET 3600
Europe/Paris CET 3600
Europe/Prague CET 3600
Europe/Rome CET 3600
Europe/Sofia EET 7200
Europe/Stockholm CET 3600
Europe/Vienna CET 3600
Europe/Warsaw CET 3600
Europe/Zurich CET 3600
Pacific/Auckland NZST 43200
Pacific/Fiji +12 43200
Pacific/Guam ChST 36000
Pacific/Honolulu HST -36000
Pacific/Tongatapu +13 46800
UTC UTC 0
"""
"""Name, abbreviation of standard time, seconds east of Greenwich."""


@cache
def time_zones() -> tuple[vim.HostDateTimeSystemTimeZone, ...]:
    """All of them, by name."""
    rows = (line.split() for line in _ZONES.strip().splitlines())
    return tuple(
        vim.HostDateTimeSystemTimeZone(key=name, name=name, description=short, gmtOffset=int(offset))
        for name, short, offset in rows
    )


def time_zone(key: str) -> vim.HostDateTimeSystemTimeZone | None:
    """The zone of a key."""
    return next((zone for zone in time_zones() if zone.key == key), None)
