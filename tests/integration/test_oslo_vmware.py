"""oslo.vmware: the session, its helpers, and how it comes back after its session was ended."""

import functools
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from served import Server, call, login, operation

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its dependencies warn of themselves while they are imported
    from oslo_vmware import api, exceptions, vim_util


@pytest.fixture(scope="module")
def session(server: Server) -> Iterator[api.VMwareAPISession]:
    """A session whose WSDL comes from the host."""
    session = api.VMwareAPISession(
        server.host, server.user, server.password, api_retry_count=1, task_poll_interval=0.1, port=server.port,
        cacert=server.cafile, insecure=server.insecure,
    )  # fmt: skip
    yield session
    session.logout()


def names(session: api.VMwareAPISession, type: str) -> list[str]:
    """The names of all objects of a type."""
    result = session.invoke_api(vim_util, "get_objects", session.vim, type, 100, ["name"])
    return [found.propSet[0].val for found in result.objects]


def test_get_objects(session: api.VMwareAPISession) -> None:
    """The traversal that OpenStack uses finds the host."""
    assert len(names(session, "HostSystem")) == 1


def test_get_object_properties(session: api.VMwareAPISession) -> None:
    """Single properties, nested ones too."""
    result = session.invoke_api(vim_util, "get_objects", session.vim, "HostSystem", 1, ["name"])
    host = result.objects[0].obj
    summary: Any = session.invoke_api(
        vim_util, "get_object_property", session.vim, host, "summary.config.product.apiVersion"
    )
    assert summary == "4.1"
    values = session.invoke_api(
        vim_util, "get_object_properties_dict", session.vim, host, ["name", "runtime.connectionState"]
    )
    assert values["runtime.connectionState"] == "connected"


def test_about(session: api.VMwareAPISession) -> None:
    """What the client reads at login."""
    about = session.vim.service_content.about
    assert (about.apiVersion, about.apiType) == ("4.1", "HostAgent")


def test_login_again_after_its_session_was_ended(
    session: api.VMwareAPISession, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody terminates it; the next call works all the same (after ten seconds, which we do not wait)."""
    impatient = functools.partial(api.loopingcall.RetryDecorator, inc_sleep_time=0.01)
    monkeypatch.setattr(api.loopingcall, "RetryDecorator", impatient)
    assert names(session, "HostSystem")
    connection = server.http()
    cookie = call(connection, login(server.user, server.password)).cookie
    key = session._session_id
    ended = call(
        connection,
        operation("TerminateSession", "ha-sessionmgr", "SessionManager", f"<sessionId>{key}</sessionId>"), cookie,
    )  # fmt: skip
    assert ended.status == 200
    assert names(session, "HostSystem")
    assert session._session_id != key
    call(connection, operation("Logout", "ha-sessionmgr", "SessionManager"), cookie)
    connection.close()


def test_wrong_password(server: Server) -> None:
    """A typed exception."""
    with pytest.raises(exceptions.VimFaultException) as caught:
        api.VMwareAPISession(
            server.host, server.user, "not it", api_retry_count=1, task_poll_interval=0.1, port=server.port,
            wsdl_loc=f"{server.url}/vimService.wsdl", cacert=server.cafile, insecure=server.insecure,
        )  # fmt: skip
    assert caught.value.fault_list == ["InvalidLogin"]
