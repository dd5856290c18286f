"""SessionManager: how its sessions look to a client."""

from __future__ import annotations

import pytest
from calling import Client

SESSIONS = "ha-sessionmgr"


@pytest.mark.parametrize(("persona", "offset"), [("root", "1:00:00"), ("esxi", "0:00:00")])
def test_session_times(request: pytest.FixtureRequest, persona: str, offset: str) -> None:
    """Dates of 1970 in the offset that boots have: ESX's own, UTC on ESXi; a new session is as old as its last activity."""
    client: Client = request.getfixturevalue(persona)
    session = Client(client.host).call(SESSIONS, "Login", userName="root", password="vmware")
    assert session.loginTime == session.lastActiveTime
    assert (session.loginTime.year, str(session.loginTime.utcoffset())) == (1970, offset)
    assert {str(each.loginTime.utcoffset()) for each in client.get(SESSIONS, "sessionList").items} == {offset}
