"""Clients of a faulty host: each asks the same questions, and tells in the same words what became of them."""

from __future__ import annotations

import gc
import http.client
import socket
import ssl
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any
from xml.parsers.expat import ExpatError

import requests
import zeep
from clients import PC
from lxml import etree
from pyVim.connect import SmartStubAdapter
from pyVmomi import vim, vmodl
from served import HEAD, SOAP, TAIL, XSI, operation
from zeep.transports import Transport

from fakeesx import FakeESX

BROKEN, LATE = "the connection broke", "no answer in time"
PATIENCE = 5.0
"""Seconds that a client waits for an answer that comes."""


class PyVmomi:
    """pyVmomi: properties by Fetch, one connection at a time."""

    def __init__(self, esx: FakeESX) -> None:
        self.stub = SmartStubAdapter(
            host=esx.host, port=esx.port, sslContext=esx.ssl_context, httpConnectionTimeout=PATIENCE,
        )
        self.instance = vim.ServiceInstance("ServiceInstance", self.stub)
        self.content = self.instance.RetrieveContent()
        self.login = lambda: self.content.sessionManager.Login(esx.user, esx.password)
        self.login()

    def ask(self) -> str:
        """CurrentTime."""
        return self._told(self.instance.CurrentTime)

    def add_group(self, name: str) -> str:
        """AddPortGroup."""
        network = vim.host.NetworkSystem("networkSystem", self.stub)
        spec = vim.host.PortGroup.Specification(
            name=name, vlanId=0, vswitchName="vSwitch0", policy=vim.host.NetworkPolicy(),
        )
        return self._told(lambda: network.AddPortGroup(spec))

    def power_on(self) -> str:
        """PowerOnVM_Task, as far as its answer; the task is `task`."""
        def call() -> None:
            self.task = vim.VirtualMachine("16", self.stub).PowerOnVM_Task()
        return self._told(call)

    def task_end(self) -> tuple[str, int, str]:
        """State, progress and fault of the task, when it has ended."""
        collector = self.content.propertyCollector
        spec = PC.FilterSpec(
            propSet=[PC.PropertySpec(type=vim.Task, pathSet=["info"])], objectSet=[PC.ObjectSpec(obj=self.task)],
        )
        watched, version = collector.CreateFilter(spec, False), ""
        for _ in range(20):
            update = collector.WaitForUpdates(version)
            version = update.version
            info = update.filterSet[0].objectSet[0].changeSet[0].val
            if info.state in ("success", "error"):
                watched.Destroy()
                return info.state, info.progress, info.error.__class__.__name__.rpartition(".")[2] if info.error else ""
        raise AssertionError("the task does not end")

    def read(self) -> str:
        """RetrieveProperties of the host's name: the name, what is missing, or nothing."""
        spec = PC.FilterSpec(
            propSet=[PC.PropertySpec(type=vim.HostSystem, pathSet=["name"])],
            objectSet=[PC.ObjectSpec(obj=vim.HostSystem("ha-host", self.stub))],
        )
        found = self.content.propertyCollector.RetrieveProperties([spec])
        if not found:
            return "nothing"
        missing = [each.fault.__class__.__name__.rpartition(".")[2] for each in found[0].missingSet]
        return missing[0] if missing else str(found[0].propSet[0].val)

    def power(self) -> str:
        """The power state of the VM, as Fetch reads it."""
        return str(vim.VirtualMachine("16", self.stub).runtime.powerState)

    def free(self) -> int:
        """Free bytes of the datastore, as its summary has them."""
        host = vim.HostSystem("ha-host", self.stub)
        return int(host.datastore[0].summary.freeSpace)

    def link(self) -> bool:
        """Whether the first physical NIC has a link."""
        return vim.HostSystem("ha-host", self.stub).config.network.pnic[0].linkSpeed is not None

    def close(self) -> None:
        """Hang up."""
        self.stub.DropConnections()

    def _told(self, call: Callable[[], Any]) -> str:
        try:
            call()
        except vmodl.MethodFault as fault:
            return type(fault).__name__.rpartition(".")[2]
        except TimeoutError:
            return LATE
        except http.client.IncompleteRead:
            return BROKEN
        except (http.client.HTTPException, ExpatError) as error:
            status = str(error)[:3]
            return f"status {status}" if status.isdigit() else BROKEN
        except (ConnectionError, ssl.SSLError):
            return BROKEN
        return ""


@cache
def _zeep() -> zeep.Client:
    """zeep with the host's WSDL, read once: that takes seconds."""
    with FakeESX() as esx, requests.Session() as session:
        session.trust_env = False
        session.verify = esx.cafile
        return zeep.Client(esx.url + "/vimService.wsdl", transport=Transport(session=session))


class Zeep:
    """zeep on requests, with the host's own WSDL."""

    def __init__(self, esx: FakeESX) -> None:
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = esx.cafile
        self.client = _zeep()
        self.client.transport = Transport(session=self.session, operation_timeout=PATIENCE)
        self.client.service._binding_options["address"] = esx.url
        self.type = self.client.get_type
        self.login = lambda: self._call("Login", "SessionManager", "ha-sessionmgr", userName=esx.user, password=esx.password)
        self.login()

    def ask(self) -> str:
        """CurrentTime."""
        return self._told(lambda: self._call("CurrentTime", "ServiceInstance", "ServiceInstance"))

    def add_group(self, name: str) -> str:
        """AddPortGroup."""
        spec = self.type("{urn:vim25}HostPortGroupSpec")(
            name=name, vlanId=0, vswitchName="vSwitch0", policy=self.type("{urn:vim25}HostNetworkPolicy")(),
        )
        return self._told(lambda: self._call("AddPortGroup", "HostNetworkSystem", "networkSystem", portgrp=spec))

    def power_on(self) -> str:
        """PowerOnVM_Task, as far as its answer; the task is `task`."""
        def call() -> None:
            self.task = self._call("PowerOnVM_Task", "VirtualMachine", "16")
        return self._told(call)

    def task_end(self) -> tuple[str, int, str]:
        """State, progress and fault of the task, when it has ended."""
        for _ in range(500):
            info = self._property("Task", self.task._value_1, "info")
            if info.state in ("success", "error"):
                fault = type(info.error.fault).__name__ if info.error is not None else ""
                return info.state, info.progress, fault
        raise AssertionError("the task does not end")

    def read(self) -> str:
        """RetrieveProperties of the host's name: the name, what is missing, or nothing."""
        found = self._retrieve("HostSystem", "ha-host", "name")
        if not found:
            return "nothing"
        missing = found[0].missingSet
        return type(missing[0].fault.fault).__name__ if missing else str(found[0].propSet[0].val)

    def power(self) -> str:
        """The power state of the VM."""
        return str(self._property("VirtualMachine", "16", "runtime.powerState"))

    def free(self) -> int:
        """Free bytes of the datastore, as its summary has them."""
        stores = self._property("HostSystem", "ha-host", "datastore")
        return int(self._property("Datastore", stores.ManagedObjectReference[0]._value_1, "summary").freeSpace)

    def link(self) -> bool:
        """Whether the first physical NIC has a link."""
        return self._property("HostSystem", "ha-host", "config.network").pnic[0].linkSpeed is not None

    def close(self) -> None:
        """Hang up."""
        self.session.close()

    def _ref(self, type: str, moid: str) -> Any:
        return self.type("{urn:vim25}ManagedObjectReference")(moid, type=type)

    def _call(self, method: str, type: str, moid: str, **arguments: Any) -> Any:
        return getattr(self.client.service, method)(_this=self._ref(type, moid), **arguments)

    def _retrieve(self, type: str, moid: str, path: str) -> Any:
        spec = self.type("{urn:vim25}PropertyFilterSpec")(
            propSet=[self.type("{urn:vim25}PropertySpec")(type=type, pathSet=[path])],
            objectSet=[self.type("{urn:vim25}ObjectSpec")(obj=self._ref(type, moid))],
        )
        return self._call("RetrieveProperties", "PropertyCollector", "ha-property-collector", specSet=[spec])

    def _property(self, type: str, moid: str, path: str) -> Any:
        return self._retrieve(type, moid, path)[0].propSet[0].val

    def _told(self, call: Callable[[], Any]) -> str:
        try:
            call()
        except zeep.exceptions.Fault as fault:
            return str(fault.detail[0].get(f"{{{XSI}}}type"))
        except zeep.exceptions.TransportError as error:
            return f"status {error.status_code}"
        except requests.exceptions.ReadTimeout:
            return LATE
        except (requests.exceptions.ConnectionError, requests.exceptions.ChunkedEncodingError):
            return BROKEN
        return ""


class Raw:
    """Bytes on a socket: a new connection for each question."""

    def __init__(self, esx: FakeESX) -> None:
        self._esx = esx
        self._cookie = ""
        self.last = b""
        """All that came for the last question."""
        self.was_cut = False
        """Whether the last connection ended without TLS's farewell."""
        self.login = lambda: self._result(operation(
            "Login", "ha-sessionmgr", "SessionManager",
            f"<userName>{esx.user}</userName><password>{esx.password}</password>",
        ))
        self.login()

    def ask(self) -> str:
        """CurrentTime."""
        return self._told(operation("CurrentTime", "ServiceInstance", "ServiceInstance"))

    def add_group(self, name: str) -> str:
        """AddPortGroup."""
        group = f"<portgrp><name>{name}</name><vlanId>0</vlanId><vswitchName>vSwitch0</vswitchName><policy/></portgrp>"
        return self._told(operation("AddPortGroup", "networkSystem", "HostNetworkSystem", group))

    def power_on(self) -> str:
        """PowerOnVM_Task, as far as its answer; the task is `task`."""
        told = self._told(operation("PowerOnVM_Task", "16", "VirtualMachine"))
        self.task = "" if told else str(self._reply.findtext(".//{urn:vim25}returnval"))
        return told

    def task_end(self) -> tuple[str, int, str]:
        """State, progress and fault of the task, when it has ended."""
        for _ in range(500):
            info = self._property("Task", self.task, "info")
            state = info.findtext("{urn:vim25}state")
            if state in ("success", "error"):
                fault = info.find("{urn:vim25}error/{urn:vim25}fault")
                name = "" if fault is None else str(fault.get(f"{{{XSI}}}type"))
                return state, int(info.findtext("{urn:vim25}progress") or -1), name
        raise AssertionError("the task does not end")

    def read(self) -> str:
        """RetrieveProperties of the host's name: the name, what is missing, or nothing."""
        reply = self._retrieve("HostSystem", "ha-host", "name")
        if reply.find(".//{urn:vim25}returnval") is None:
            return "nothing"
        fault = reply.find(".//{urn:vim25}missingSet/{urn:vim25}fault/{urn:vim25}fault")
        return str(fault.get(f"{{{XSI}}}type")) if fault is not None else str(reply.findtext(".//{urn:vim25}val"))

    def power(self) -> str:
        """The power state of the VM."""
        return str(self._property("VirtualMachine", "16", "runtime.powerState").text)

    def free(self) -> int:
        """Free bytes of the datastore, as its summary has them."""
        moid = self._property("HostSystem", "ha-host", "datastore")[0].text
        return int(self._property("Datastore", moid, "summary.freeSpace").text)

    def link(self) -> bool:
        """Whether the first physical NIC has a link."""
        nic = self._property("HostSystem", "ha-host", "config.network").find("{urn:vim25}pnic")
        return nic.find("{urn:vim25}linkSpeed") is not None

    def close(self) -> None:
        """Nothing is open."""

    def exchange(self, data: bytes) -> bytes:
        """What comes back for some bytes until the host hangs up; `was_cut` tells how."""
        self.last, self.was_cut = b"", False
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # ssl forgets a socket that is reset before it is wrapped
            try:
                plain = socket.create_connection((self._esx.host, self._esx.port), PATIENCE)
                with plain, self._esx.ssl_context.wrap_socket(
                    plain, server_hostname=self._esx.host, suppress_ragged_eofs=False,
                ) as tls:
                    tls.sendall(data)
                    while piece := tls.recv(65536):
                        self.last += piece
            except (ConnectionError, ssl.SSLError):
                self.was_cut = True
        return self.last

    def _retrieve(self, type: str, moid: str, path: str) -> Any:
        return self._result(operation("RetrieveProperties", "ha-property-collector", "PropertyCollector", (
            f"<specSet><propSet><type>{type}</type><pathSet>{path}</pathSet></propSet>"
            f'<objectSet><obj type="{type}">{moid}</obj></objectSet></specSet>'
        )))

    def _property(self, type: str, moid: str, path: str) -> Any:
        return self._retrieve(type, moid, path).find(".//{urn:vim25}val")

    def _result(self, inner: str) -> Any:
        told = self._told(inner)
        assert not told, told
        return self._reply

    def _told(self, inner: str) -> str:
        body = (HEAD + inner + TAIL).encode()
        try:
            answer = self.exchange(
                b"POST /sdk HTTP/1.1\r\nHost: esx\r\nConnection: close\r\nCookie: %b\r\nContent-Length: %d\r\n\r\n%b"
                % (self._cookie.encode(), len(body), body)
            )
        except TimeoutError:
            return LATE
        head, _, content = answer.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:])
        if self.was_cut or not head or int(headers["Content-Length"]) != len(content):
            return BROKEN
        self._cookie = headers.get("Set-Cookie", self._cookie).partition(";")[0]
        status = lines[0].split()[1]
        if b"<soapenv:Envelope" not in content:
            return f"status {status}"
        self._reply = etree.fromstring(content)
        fault = self._reply.find(f".//{{{SOAP}}}Fault/detail")
        return "" if fault is None else str(fault[0].get(f"{{{XSI}}}type"))


Asking = PyVmomi | Zeep | Raw
CLIENTS: tuple[type[Asking], ...] = (PyVmomi, Zeep, Raw)


def collect_garbage() -> None:
    """What clients leave to the garbage collector is gone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()
