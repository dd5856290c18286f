"""What chaos rules do to requests and answers, without a socket, on a clock that tests move."""

from __future__ import annotations

from http.client import IncompleteRead

import pytest
from served import CONTENT, HEAD, TAIL
from talking import Talk
from twisted.internet.task import Clock

from fakeesx.host.esx import Esx
from fakeesx.storage.datastore import Datastore
from fakeesx.web.server import Site

FILE = "/folder/a.bin?dcPath=ha-datacenter&dsName=datastore1"
SOAP = (HEAD + CONTENT + TAIL).encode()


def sdk(talk: Talk) -> None:
    """Ask for the service content, without waiting for the answer."""
    talk.head("POST", "/sdk", {"Content-Length": str(len(SOAP))}, user=None)
    talk.send(SOAP)


def body(talk: Talk) -> bytes:
    """What has come of an answer's body, whole or not."""
    data: bytes = talk.transport.value()
    return data.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("rule", [{"method": "RetrieveServiceContent"}, {"request": "POST /sdk"}])
class TestReplies:
    """Effects that a rule for the call and one for its request have alike."""

    def test_status(self, host: Esx, talk: Talk, rule: dict[str, str]) -> None:
        """With a page; the connection goes on."""
        host.chaos.add(**rule, status=503, body="<html>busy</html>", times=1)
        sdk(talk)
        answer = talk.read("POST")
        assert (answer.status, answer.text, answer.headers["Content-Type"]) == (
            503, "<html>busy</html>", "text/html; charset=utf-8",
        )
        assert answer.headers["Content-Length"] == "17"
        sdk(talk)
        assert talk.read("POST").status == 200

    def test_status_without_body(self, host: Esx, talk: Talk, rule: dict[str, str]) -> None:
        """Nothing but a head."""
        host.chaos.add(**rule, status=202, when="after")
        sdk(talk)
        answer = talk.read("POST")
        assert (answer.status, answer.body, answer.headers["Content-Type"]) == (202, b"", None)

    def test_truncated(self, host: Esx, talk: Talk, rule: dict[str, str]) -> None:
        """The head promises all of it, the connection ends."""
        sdk(talk)
        whole = talk.read("POST").body
        host.chaos.add(**rule, truncate=100)
        sdk(talk)
        assert not talk.open
        assert body(talk) == whole[:100]
        with pytest.raises(IncompleteRead) as caught:
            talk.read("POST")
        assert caught.value.expected == len(whole) - 100

    @pytest.mark.parametrize("when", ["before", "after"])
    def test_reset(self, host: Esx, talk: Talk, rule: dict[str, str], when: str) -> None:
        """Not a byte, and the connection is cut."""
        host.chaos.add(**rule, reset=when)
        sdk(talk)
        assert not talk.open
        assert talk.transport.value() == b""

    def test_delay_and_hang(self, host: Esx, talk: Talk, clock: Clock, rule: dict[str, str]) -> None:
        """The answer comes when its time has come and somebody lets it go."""
        host.chaos.add(**rule, delay=60)
        host.chaos.add(**rule, hang=True)
        sdk(talk)
        clock.advance(60)
        assert (host.chaos.held(), talk.transport.value()) == (1, b"")
        host.chaos.release()
        assert talk.read("POST").status == 200

    def test_delayed_reset(self, host: Esx, talk: Talk, clock: Clock, rule: dict[str, str]) -> None:
        """A delay goes before whatever else happens."""
        host.chaos.add(**rule, delay=60)
        host.chaos.add(**rule, reset="before")
        sdk(talk)
        assert talk.open
        clock.advance(60)
        assert not talk.open

    def test_a_client_that_goes_away(self, host: Esx, talk: Talk, rule: dict[str, str]) -> None:
        """What was held for it is let go, and never runs."""
        host.chaos.add(**rule, hang=True)
        sdk(talk)
        talk.hang_up()
        assert host.chaos.held() == 0
        assert host.chaos.release() == 0


def test_which_requests(host: Esx, talk: Talk) -> None:
    """Method, path, query and user all have to fit."""
    host.chaos.add(request="get /sdk/*.wsdl", status=500, id="wsdl")
    host.chaos.add(request="* /folder*", argument={"dsName": "data*"}, user="root", status=502, id="folder")
    assert talk.request("GET", "/sdk/vim.wsdl").status == 500
    assert Talk(talk.channel.site).request("HEAD", "/sdk/vim.wsdl").status == 200
    assert Talk(talk.channel.site).request("GET", FILE).status == 502
    assert Talk(talk.channel.site).request("GET", FILE, user=None).status == 401
    assert Talk(talk.channel.site).request("GET", "/folder").status == 200
    assert (host.chaos.hits("wsdl"), host.chaos.hits("folder")) == (1, 1)


def test_the_control_api_is_out_of_band(host: Esx, talk: Talk) -> None:
    """A rule for everything leaves it alone."""
    host.chaos.add(request="* *", status=503)
    assert talk.request("GET", "/fakeesx/v1/health").status == 200
    assert talk.request("GET", "/").status == 503


def test_a_status_instead_of_a_file(host: Esx, talk: Talk, store: Datastore) -> None:
    """Before: nothing is stored. After: it is, and the client does not know."""
    host.chaos.add(request="PUT /folder/*", status=507, nth=1)
    host.chaos.add(request="PUT /folder/*", status=500, when="after", nth=2)
    assert talk.request("PUT", FILE, b"x" * 10).status == 507
    assert not store.exists("a.bin")
    assert Talk(talk.channel.site).request("PUT", FILE, b"x" * 10).status == 500
    assert store.read_file("a.bin") == b"x" * 10


def test_an_upload_that_breaks(host: Esx, talk: Talk, store: Datastore) -> None:
    """At byte 5 the connection is cut, and nothing is left of the file."""
    host.chaos.add(request="PUT /folder/*", cut_at=5)
    free = store.free_space
    talk.head("PUT", FILE, {"Content-Length": "10"})
    talk.send(b"abcde")
    assert talk.open
    talk.send(b"fghij")
    assert not talk.open
    talk.hang_up()
    assert talk.transport.value() == b""
    assert (store.exists("a.bin"), store.free_space) == (False, free)
    assert Talk(talk.channel.site).request("PUT", FILE, b"abc").status == 201


@pytest.mark.parametrize("count", [0, 1, 70_000])
def test_a_download_that_breaks(host: Esx, talk: Talk, store: Datastore, count: int) -> None:
    """So many bytes come."""
    store.write_file("a.bin", bytes(range(250)) * 400)
    host.chaos.add(request="GET /folder/*", cut_at=count)
    talk.head("GET", FILE)
    assert not talk.open
    assert body(talk) == (bytes(range(250)) * 400)[:count]
    assert b"Content-Length: 100000" in talk.transport.value()


def test_a_download_shorter_than_that(host: Esx, talk: Talk, store: Datastore) -> None:
    """It comes whole."""
    store.write_file("a.bin", b"abc")
    host.chaos.add(request="GET /folder/*", cut_at=4)
    assert talk.request("GET", FILE).body == b"abc"
    assert talk.open


def test_a_slow_download(host: Esx, talk: Talk, store: Datastore, clock: Clock) -> None:
    """1000 bytes per second, piece by piece, and whole in the end."""
    store.write_file("a.bin", b"x" * 3000)
    host.chaos.add(request="GET /folder/*", bytes_per_second=1000)
    talk.head("GET", FILE)
    for second in range(1, 4):
        clock.pump([0.1] * 10)
        assert abs(len(body(talk)) - 1000 * second) <= 100
    clock.pump([0.1] * 2)
    assert talk.read().body == b"x" * 3000
    assert talk.open


def test_a_slow_upload(host: Esx, talk: Talk, store: Datastore, clock: Clock) -> None:
    """Nothing more is read until the time has passed; the answer comes when all could have come."""
    host.chaos.add(request="PUT /folder/*", bytes_per_second=1000)
    talk.head("PUT", FILE, {"Content-Length": "3000"})
    talk.send(b"x" * 1000)
    assert talk.transport.producerState == "paused"
    clock.advance(1)
    assert talk.transport.producerState == "producing"
    talk.send(b"x" * 2000)
    clock.advance(1.9)
    assert talk.transport.value() == b""
    clock.advance(0.2)
    assert talk.read("PUT").status == 201
    assert store.stat("a.bin").size == 3000


def test_a_slow_link_whose_client_goes(host: Esx, talk: Talk, store: Datastore, clock: Clock) -> None:
    """No timer is left."""
    store.write_file("a.bin", b"x" * 3000)
    before = len(clock.getDelayedCalls())
    host.chaos.add(request="* /folder/*", bytes_per_second=1000)
    talk.head("GET", FILE)
    talk.hang_up()
    other = Talk(talk.channel.site)
    other.head("PUT", FILE, {"Content-Length": "3000"})
    other.send(b"x" * 2000)
    other.hang_up()
    assert len(clock.getDelayedCalls()) <= before
    assert store.stat("a.bin").size == 3000


@pytest.mark.parametrize(
    "effect", [{"truncate": 3}, {"cut_at": 3}, {"bytes_per_second": 10}, {"status": 404, "when": "after"}],
)
def test_heads_have_no_body(host: Esx, talk: Talk, store: Datastore, effect: dict[str, object]) -> None:
    """Whatever the effect."""
    store.write_file("a.bin", b"x" * 30)
    host.chaos.add(request="HEAD *", **effect)
    talk.head("HEAD", FILE)
    assert body(talk) == b""
    assert talk.read("HEAD").status in (200, 404)


def test_a_full_datastore_over_http(host: Esx, talk: Talk) -> None:
    """507, also for what says beforehand how long it is."""
    host.chaos.add(datastore_free=0)
    assert talk.request("PUT", FILE, b"x").status == 507


def test_a_reboot_cuts_connections(host: Esx, site: Site, clock: Clock) -> None:
    """All of them, and new ones until the host is back."""
    idle, asking = Talk(site), Talk(site)
    host.chaos.add("RetrieveServiceContent", reboot=120, times=1)
    sdk(asking)
    assert not idle.open
    assert not asking.open
    assert not Talk(site).open
    clock.advance(120)
    back = Talk(site)
    sdk(back)
    assert back.read("POST").status == 200


def test_a_reset_during_a_reboot(host: Esx, site: Site, clock: Clock) -> None:
    """The host of before is up, and answers."""
    host.chaos.add("RetrieveServiceContent", reboot=120)
    sdk(Talk(site))
    assert not Talk(site).open
    host.checkpoints.reset()
    back = Talk(site)
    sdk(back)
    assert back.read("POST").status == 200


def test_without_rules_nothing_is_looked_at(host: Esx, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule, no call of what looks for them."""
    monkeypatch.setattr(host.chaos, "meet", None)
    monkeypatch.setattr(host.chaos, "request", None)
    sdk(talk)
    assert talk.read("POST").status == 200
