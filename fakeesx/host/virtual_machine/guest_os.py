"""The guest operating systems of API 4.1: identifier to the name a host shows, and the family Tools report."""

from __future__ import annotations

from functools import lru_cache

from fakeesx.schema import vim

_BITS32, _BITS64 = " (32-bit)", " (64-bit)"

_NAMES = {
    "dosGuest": "Microsoft MS-DOS", "win31Guest": "Microsoft Windows 3.1", "win95Guest": "Microsoft Windows 95",
    "win98Guest": "Microsoft Windows 98", "winMeGuest": "Microsoft Windows Millennium Edition",
    "winNTGuest": "Microsoft Windows NT", "win2000ProGuest": "Microsoft Windows 2000 Professional",
    "win2000ServGuest": "Microsoft Windows 2000 Server",
    "win2000AdvServGuest": "Microsoft Windows 2000 Advanced Server",
    "winXPHomeGuest": "Microsoft Windows XP Home Edition" + _BITS32,
    "winXPProGuest": "Microsoft Windows XP Professional" + _BITS32,
    "winXPPro64Guest": "Microsoft Windows XP Professional" + _BITS64,
    "winNetWebGuest": "Microsoft Windows Server 2003, Web Edition" + _BITS32,
    "winNetStandardGuest": "Microsoft Windows Server 2003, Standard Edition" + _BITS32,
    "winNetEnterpriseGuest": "Microsoft Windows Server 2003, Enterprise Edition" + _BITS32,
    "winNetDatacenterGuest": "Microsoft Windows Server 2003, Datacenter Edition" + _BITS32,
    "winNetBusinessGuest": "Microsoft Windows Small Business Server 2003",
    "winNetStandard64Guest": "Microsoft Windows Server 2003, Standard Edition" + _BITS64,
    "winNetEnterprise64Guest": "Microsoft Windows Server 2003, Enterprise Edition" + _BITS64,
    "winNetDatacenter64Guest": "Microsoft Windows Server 2003, Datacenter Edition" + _BITS64,
    "winLonghornGuest": "Microsoft Windows Server 2008" + _BITS32,
    "winLonghorn64Guest": "Microsoft Windows Server 2008" + _BITS64,
    "winVistaGuest": "Microsoft Windows Vista" + _BITS32, "winVista64Guest": "Microsoft Windows Vista" + _BITS64,
    "windows7Guest": "Microsoft Windows 7" + _BITS32, "windows7_64Guest": "Microsoft Windows 7" + _BITS64,
    "windows7Server64Guest": "Microsoft Windows Server 2008 R2" + _BITS64,
    "freebsdGuest": "FreeBSD" + _BITS32, "freebsd64Guest": "FreeBSD" + _BITS64,
    "redhatGuest": "Red Hat Linux 2.1", "rhel2Guest": "Red Hat Enterprise Linux 2.1",
    "centosGuest": "CentOS 4/5" + _BITS32, "centos64Guest": "CentOS 4/5" + _BITS64,
    "oracleLinuxGuest": "Oracle Linux 4/5" + _BITS32, "oracleLinux64Guest": "Oracle Linux 4/5" + _BITS64,
    "suseGuest": "Suse Linux Enterprise 8/9" + _BITS32, "suse64Guest": "Suse Linux Enterprise 8/9" + _BITS64,
    "slesGuest": "Novell SUSE Linux Enterprise 8/9" + _BITS32, "sles64Guest": "Novell SUSE Linux Enterprise 8/9" + _BITS64,
    "nld9Guest": "Novell Linux Desktop 9", "oesGuest": "Open Enterprise Server", "sjdsGuest": "Sun Java Desktop System",
    "mandrivaGuest": "Mandriva Linux" + _BITS32, "mandriva64Guest": "Mandriva Linux" + _BITS64,
    "turboLinuxGuest": "TurboLinux" + _BITS32, "turboLinux64Guest": "TurboLinux" + _BITS64,
    "ubuntuGuest": "Ubuntu Linux" + _BITS32, "ubuntu64Guest": "Ubuntu Linux" + _BITS64,
    "other24xLinuxGuest": "Other 2.4.x Linux" + _BITS32, "other24xLinux64Guest": "Other 2.4.x Linux" + _BITS64,
    "other26xLinuxGuest": "Other 2.6.x Linux" + _BITS32, "other26xLinux64Guest": "Other 2.6.x Linux" + _BITS64,
    "otherLinuxGuest": "Other Linux" + _BITS32, "otherLinux64Guest": "Other Linux" + _BITS64,
    "solaris6Guest": "Sun Solaris 6", "solaris7Guest": "Sun Solaris 7", "solaris8Guest": "Sun Solaris 8",
    "solaris9Guest": "Sun Solaris 9", "solaris10Guest": "Sun Solaris 10" + _BITS32,
    "solaris10_64Guest": "Sun Solaris 10" + _BITS64, "os2Guest": "IBM OS/2",
    "eComStationGuest": "Serenity Systems eComStation 1",
    "netware4Guest": "Novell NetWare 4", "netware5Guest": "Novell NetWare 5.1", "netware6Guest": "Novell NetWare 6.x",
    "openServer5Guest": "SCO OpenServer 5", "openServer6Guest": "SCO OpenServer 6", "unixWare7Guest": "SCO UnixWare 7",
    "darwinGuest": "Apple Mac OS X" + _BITS32, "darwin64Guest": "Apple Mac OS X" + _BITS64,
    "otherGuest": "Other" + _BITS32, "otherGuest64": "Other" + _BITS64,
}
_STEMS = {
    "rhel": "Red Hat Enterprise Linux", "sles": "Novell SUSE Linux Enterprise", "debian": "Debian GNU/Linux",
    "asianux": "Asianux",
}


_OTHERS = ("darwin", "freebsd", "os2", "eCom", "openServer", "unixWare", "other", "dos")


@lru_cache(maxsize=256)
def full_name(guest_id: str) -> str | None:
    """The name of a guest OS (some recorded, some inferred), ``None`` for an identifier that API 4.1 lacks."""
    if guest_id not in vim.VirtualMachineGuestOsIdentifier.members():
        return None
    if guest_id in _NAMES:
        return _NAMES[guest_id]
    stem = guest_id.removesuffix("Guest").removesuffix("_64")
    for prefix, name in _STEMS.items():
        if stem.startswith(prefix):
            return f"{name} {stem.removeprefix(prefix)}{_BITS64 if '_64' in guest_id else _BITS32}"
    return guest_id


def family(guest_id: str) -> str:
    """``GuestInfo.guestFamily``: windowsGuest, linuxGuest, solarisGuest, netwareGuest or otherGuestFamily."""
    if guest_id.startswith("win"):
        return "windowsGuest"
    for start in ("solaris", "netware"):
        if guest_id.startswith(start):
            return f"{start}Guest"
    if guest_id.startswith(_OTHERS) and "Linux" not in guest_id:
        return "otherGuestFamily"
    return "linuxGuest"


def is_64_bit(guest_id: str) -> bool:
    """Whether the guest OS is a 64-bit one."""
    return "64" in guest_id
