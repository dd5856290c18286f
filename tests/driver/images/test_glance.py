"""Images in a real Glance: booted from, and snapshots given to it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from driver_conf import conf_of
from driver_glance import Glance
from driver_isos import iso_content
from driver_machines import REQUEST, holdings
from esx_driver.cli.main import main as driver_main
from esx_driver.errors import ImageError, TransferError
from esx_driver.host import Host
from esx_driver.images import glance as driver_glance
from esx_driver.images.glance import GlanceSink, GlanceSource
from esx_driver.images.opening import look_at, look_at_any
from esx_driver.images.sinks import Snapshot
from esx_driver.vm import lookup, snapshotting, spawning

from fakeesx import FakeESX
from fakeesx.cli import main

SIZE = (2 << 20) + 65536
FACTS = Snapshot("x", SIZE, "otherLinux64Guest", "lsiLogic")


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A disk with something here and there."""
    content = bytearray(SIZE)
    for number, start in enumerate(range(0, SIZE, 333_333)):
        content[start:start + 5000] = bytes([number + 1]) * min(5000, SIZE - start)
    file = tmp_path_factory.mktemp("images") / "disk.raw"
    file.write_bytes(content)
    return file


@pytest.fixture(scope="module")
def converted(raw: Path) -> Callable[..., bytes]:
    """The disk in another format, as qemu-img writes it."""

    def convert(form: str, *options: str) -> bytes:
        file = raw.with_name(f"{form}{len(options)}.img")
        arguments = [part for option in options for part in ("-o", option)]
        subprocess.run(["qemu-img", "convert", "-f", "raw", "-O", form, *arguments, raw, file], check=True)
        return file.read_bytes()

    return convert


@pytest.fixture
def service(fresh: FakeESX, glance: Glance) -> Iterator[driver_glance.Glance]:
    """The driver's connection to it."""
    with driver_glance.connect(conf_of(fresh, glance_api_servers=[glance.url])) as connection:
        yield connection


@pytest.mark.parametrize("form", ["streamOptimized", "monolithicSparse", "raw"])
def test_boot(
    fresh: FakeESX, host: Host, glance: Glance, service: driver_glance.Glance, raw: Path, converted: Callable[..., bytes],
    form: str,
) -> None:
    """W13: of each form; the machine's disk has the same bytes, and the image's properties are honoured."""
    said = {"vmware_ostype": "rhel5_64Guest", "vmware_adaptertype": "busLogic", "hw_vif_model": "vmxnet3"}
    if form == "raw":
        image_id = glance.upload(raw.read_bytes(), "raw", vmware_disktype="preallocated", **said)
    else:
        image_id = glance.upload(converted("vmdk", f"subformat={form}"), **said)
    image = look_at(GlanceSource(service, image_id))
    vm = spawning.spawn(host, conf_of(fresh), REQUEST, image)
    assert fresh.datastores["datastore1"].read("web/web-flat.vmdk") == raw.read_bytes()
    machine = fresh.vms["web"]
    assert (machine.guest_id, machine.nics[0].type, machine.power_state) == ("rhel5_64Guest", "vmxnet3", "poweredOn")
    devices, = lookup.read(host, vm, "web", "config.hardware.device")
    assert snapshotting.root_disk(host, devices, "web").adapter_type == "busLogic"


def test_boot_from_a_cd(fresh: FakeESX, host: Host, glance: Glance, service: driver_glance.Glance) -> None:
    """W13: an image of the format iso, kept in the image cache; its disk is thin, as its properties say."""
    said = {"vmware_disktype": "thin", "vmware_ostype": "rhel5_64Guest"}
    image_id = glance.upload(iso_content(), "iso", **said)
    image = look_at_any(GlanceSource(service, image_id))
    spawning.spawn(host, conf_of(fresh, use_linked_clone=True), replace(REQUEST, root_gb=1), image)
    assert fresh.datastores["datastore1"].read(f"esx_driver_cache/{image_id}/{image_id}.iso") == iso_content()
    assert (fresh.vms["web"].guest_id, fresh.vms["web"].power_state) == ("rhel5_64Guest", "poweredOn")
    assert [(disk.size, disk.thin) for disk in fresh.vms["web"].disks] == [(1 << 30, True)]


def test_snapshot_and_boot_from_it(
    fresh: FakeESX, host: Host, glance: Glance, service: driver_glance.Glance, raw: Path, tmp_path: Path,
) -> None:
    """W10, W12: into a queued image, whose properties are written; qemu-img reads it, a machine can be made of it."""
    source = GlanceSource(service, glance.upload(raw.read_bytes(), "raw"))
    vm = spawning.spawn(host, conf_of(fresh), REQUEST, look_at(source))
    before = holdings(fresh)
    image_id = glance.queue("snapshot")
    snapshotting.snapshot(host, vm, "web", GlanceSink(service, image_id))
    assert holdings(fresh) == before
    said = glance.image(image_id)
    fields = ("status", "disk_format", "container_format", "name", "virtual_size", "vmware_disktype", "vmware_ostype",
              "vmware_adaptertype", "vmware_image_version")
    assert [said[field] for field in fields] == [
        "active", "vmdk", "bare", "snapshot", SIZE, "streamOptimized", "otherGuest", "lsiLogic", "1",
    ]
    file, back = tmp_path / "image.vmdk", tmp_path / "back.raw"
    file.write_bytes(glance.content(image_id))
    subprocess.run(["qemu-img", "convert", "-O", "raw", file, back], check=True)
    assert back.read_bytes() == raw.read_bytes()
    other = spawning.Request("copy", REQUEST.uuid[:-1] + "2", 1, 128)
    spawning.spawn(host, conf_of(fresh), other, look_at(GlanceSource(service, image_id)))
    assert fresh.datastores["datastore1"].read("copy/copy-flat.vmdk") == raw.read_bytes()


@pytest.mark.parametrize(
    ("form", "disk_format", "container_format", "message"),
    [
        ("qcow2", "qcow2", "bare", "is of the format qcow2; only VMDKs"),
        ("raw", "iso", "bare", "is an ISO image, and not a disk"),
        ("vmdk", "vmdk", "ova", r"comes in a container \(ova\); only VMDKs"),
        ("raw", "raw", "bare", None),
    ],
)
def test_formats_by_name(
    glance: Glance, service: driver_glance.Glance, converted: Callable[..., bytes], form: str, disk_format: str,
    container_format: str, message: str | None,
) -> None:
    """W13: those that can't be booted from are refused before anything is made on the host: only an image is looked at."""
    image_id = glance.queue(disk_format=disk_format, container_format=container_format)
    content = converted(form) if disk_format != "iso" else iso_content()
    response = glance.connection.image.put(
        f"/images/{image_id}/file", data=content, headers={"Content-Type": "application/octet-stream"},
    )
    assert response.status_code == 204, response.text
    source = GlanceSource(service, image_id)
    if message is None:
        assert look_at(source).capacity == SIZE
    else:
        with pytest.raises(ImageError, match=message):
            look_at(source)


def test_image_without_content(glance: Glance, service: driver_glance.Glance) -> None:
    """One that is queued, one that was switched off, one that is not there, and no id at all."""
    queued, switched_off = glance.queue(), glance.upload(bytes(1 << 20), "raw")
    assert glance.connection.image.post(f"/images/{switched_off}/actions/deactivate").status_code == 204
    for image_id, message in (
        (queued, f"glance:{queued} is queued: only an active image"),
        (switched_off, "is deactivated: only an active image"),
        ("3f0f2a4e-0000-4000-8000-000000000000", "there is no image glance:3f0f2a4e"),
        ("../images", "there is no image glance:../images"),
    ):
        with pytest.raises(ImageError, match=message):
            look_at(GlanceSource(service, image_id))
    with pytest.raises(ImageError, match="the id of a Glance image is missing"):
        GlanceSource(service, "")


def test_sink_that_is_no_queued_image(glance: Glance, service: driver_glance.Glance) -> None:
    """Is seen before anything is made on the host."""
    active = glance.upload(bytes(1 << 20), "raw")
    with pytest.raises(TransferError, match=f"glance:{active} is active: only a queued image takes content"):
        GlanceSink(service, active).require_room()
    with pytest.raises(TransferError, match="there is no image glance:none"):
        GlanceSink(service, "none").require_room()


def test_content_that_glance_refuses(glance: Glance, service: driver_glance.Glance) -> None:
    """W10: it answers 415 to what is no VMDK; the image stays queued."""
    image_id = glance.queue()
    with pytest.raises(TransferError, match="Glance refuses the image: HTTP 415") as caught:
        GlanceSink(service, image_id).store(FACTS, [b"no VMDK at all" * 10_000])
    assert "<" not in str(caught.value)
    assert glance.image(image_id)["status"] == "queued"


def test_snapshot_that_glance_refuses(
    fresh: FakeESX, host: Host, glance: Glance, service: driver_glance.Glance, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """W8, W12: nothing hangs, and nothing of it is left on the host."""
    vm = spawning.spawn(host, conf_of(fresh), REQUEST, look_at(GlanceSource(service, glance.upload(bytes(1 << 20), "raw"))))
    before = holdings(fresh)
    image_id = glance.queue()
    monkeypatch.setattr(snapshotting.writing, "stream_optimized", lambda *_, **__: (bytes(65536) for _ in range(20)))
    with pytest.raises(TransferError, match="HTTP 415"):
        snapshotting.snapshot(host, vm, "web", GlanceSink(service, image_id))
    assert holdings(fresh) == before
    assert lookup.read(host, vm, "web", "snapshot") == (None,)


@pytest.mark.parametrize("error", [OSError("the disk is broken"), TransferError("the host hung up")])
def test_upload_that_is_broken_off(glance: Glance, service: driver_glance.Glance, error: Exception) -> None:
    """W8: the content's own error, whatever the SDK makes of it; Glance has no image of a part."""
    image_id = glance.queue()

    def content() -> Iterator[bytes]:
        yield b"KDMV" + os.urandom(300_000)
        raise error

    with pytest.raises(type(error), match=str(error)):
        GlanceSink(service, image_id).store(FACTS, content())
    assert glance.image(image_id)["status"] != "active"


def test_content_that_changed_meanwhile(
    fresh: FakeESX, host: Host, glance: Glance, service: driver_glance.Glance, tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """W10: Glance's store gives other bytes than were uploaded: that is seen, and nothing of the machine is left."""
    image_id = glance.upload(bytes(1 << 20), "raw")
    stored = next(tmp_path_factory.getbasetemp().glob(f"glance*/images/{image_id}"))
    image = look_at(GlanceSource(service, image_id))
    before = holdings(fresh)
    stored.write_bytes(bytes((1 << 20) - 1) + b"x")
    with pytest.raises(TransferError, match="is damaged: its sha512 is not the one that Glance keeps"):
        spawning.spawn(host, conf_of(fresh), REQUEST, image)
    assert holdings(fresh) == before


def test_image_that_is_made_and_removed(glance: Glance, service: driver_glance.Glance) -> None:
    """As the demo does it."""
    image_id = service.create("mine", disk_format="raw", container_format="bare", vmware_ostype="otherGuest")
    assert service.upload(image_id, [b"x" * 1000, b"y"]) == 1001
    said = glance.image(image_id)
    assert [said[key] for key in ("name", "size", "vmware_ostype")] == ["mine", 1001, "otherGuest"]
    service.delete(image_id)
    with pytest.raises(ImageError, match="there is no image"):
        service.image(image_id)
    with pytest.raises(TransferError, match="Glance: Glance refuses a new image: HTTP 400"):
        service.create("mine", disk_format="none")


def test_command_line(
    fresh: FakeESX, glance: Glance, service: driver_glance.Glance, raw: Path, tmp_path: Path,
) -> None:
    """``glance:ID`` is a place to read from, and to write to."""
    options = [f"--set={name}={value}" for name, value in (
        ("vmwareapi_host_ip", f"{fresh.host}:{fresh.port}"), ("vmwareapi_host_username", fresh.user),
        ("vmwareapi_host_password", fresh.password), ("vmwareapi_ca_file", fresh.cafile),
        ("glance_api_servers", glance.url),
    )]
    image_id = glance.queue()
    for words in (
        ("spawn", "web", "--image", f"glance:{glance.upload(raw.read_bytes(), 'raw')}"),
        ("snapshot", "web", "--to", f"glance:{image_id}"),
    ):
        result = CliRunner().invoke(driver_main, [*options, *words])
        assert result.exit_code == 0, result.output
    assert glance.image(image_id)["vmware_disktype"] == "streamOptimized"
    with look_at(GlanceSource(service, image_id)).open() as blocks:
        assert b"".join(blocks) == raw.read_bytes()
    result = CliRunner().invoke(driver_main, [*options, "spawn", "web2", "--image", "glance:none"])
    assert (result.exit_code, result.stderr) == (65, "esx-driver: there is no image glance:none\n")


def test_demo(glance: Glance) -> None:
    """``fakeesx demo --glance`` boots from it, and leaves no image in it."""
    before = {image["id"] for image in glance.connection.image.get("/images").json()["images"]}
    result = CliRunner().invoke(main, ["demo", "--glance", glance.url])
    assert result.exit_code == 0, result.output
    assert "the image is in Glance" in result.output
    assert {image["id"] for image in glance.connection.image.get("/images").json()["images"]} == before
