"""The .vmx format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeesx.storage.errors import InvalidVmx
from fakeesx.storage.vmx import Vmx, is_key

values = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
keys = st.one_of(
    st.from_regex(r"[a-zA-Z][a-zA-Z0-9.:_]{0,20}", fullmatch=True),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=10).filter(is_key),
)
settings = st.dictionaries(keys, values, max_size=20).filter(
    lambda found: (
        len({key.lower() for key in found} - {".encoding"}) == len(set(found) - {".encoding"})
        and ".encoding" not in {key.lower() for key in found}
    )
)


@given(settings)
def test_round_trip(found):
    """Any keys and values are read back as they were written, in order."""
    vmx = Vmx(found)
    again = Vmx.parse(vmx.encode())
    assert again == vmx
    assert hash(again) == hash(vmx)
    assert list(again.items()) == [(".encoding", "UTF-8"), *found.items()]
    assert Vmx.parse(str(vmx)) == vmx


@given(st.one_of(st.binary(max_size=80), st.text('ab=" |2#\n\r\0é', max_size=40).map(str.encode)))
def test_any_bytes(data):
    """Bytes are read or refused, and what was read is stable."""
    try:
        vmx = Vmx.parse(data)
    except InvalidVmx:
        return
    assert Vmx.parse(vmx.encode()) == vmx


@given(settings, st.dictionaries(keys, st.one_of(st.none(), values), max_size=8))
def test_replace_against_a_dictionary(found, changes):
    """Replacing does what it does to a dictionary whose keys are in lower case; the original stays."""
    vmx = Vmx(found)
    before = vmx.encode()
    model = {key.lower(): value for key, value in vmx.items()}
    for key, value in changes.items():
        if key.lower() == ".encoding":
            continue
        if value is None:
            model.pop(key.lower(), None)
        else:
            model[key.lower()] = value
    changed = vmx.replace(changes)
    assert {key.lower(): value for key, value in changed.items()} == model
    assert Vmx.parse(changed.encode()) == changed
    assert vmx.encode() == before


def test_text():
    """The form: one setting a line, quoted, the encoding first."""
    vmx = Vmx({"config.version": "8", "displayName": 'a "b" | c\n\td\x7f', "annotation": "é"})
    assert str(vmx) == (
        '.encoding = "UTF-8"\n'
        'config.version = "8"\n'
        'displayName = "a |22b|22 |7C c|0A\td|7F"\n'
        'annotation = "é"\n'
    )


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('a = "b"', "b"),
        ('a="b"', "b"),
        ('  a\t =\t"b" # remark', "b"),
        ("a = b", "b"),
        ("a = b # remark", "b"),
        ("a =", ""),
        ("a = # remark", ""),
        ('a = ""', ""),
        ('a = "b # c = d"', "b # c = d"),
        ('a = "b"\r', "b"),
        ('a = "|41|7c|7C|22"', 'A||"'),
        ('a = "|4 |zz |"', "|4 |zz |"),
        ('a = "|C3|A9"', "é"),
    ],
)
def test_spellings(line, value):
    """Blanks, quotes, remarks, line ends and escapes as VMware reads them."""
    assert Vmx.parse(line.encode())["a"] == value


@pytest.mark.parametrize(
    "data",
    [
        b"not a setting",
        b'a = "open',
        b'a = "b" c',
        b"a = b c",
        b"= b",
        b'a b = "c"',
        b"\0",
        b"# \0",
        b'a = "1"\nA = "2"',
        b'a = "\xff"',
        b'.encoding = "no-such"\n',
        b'.encoding = "rot13"\n',
        b'.encoding = "idna"\n',
        b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR = "x"',
        b'a = "|ED|A0|80"',
    ],
)
def test_refused(data):
    """What is no configuration is refused with the file's name."""
    with pytest.raises(InvalidVmx) as caught:
        Vmx.parse(data, "[d] vm.vmx")
    assert caught.value.path == "[d] vm.vmx"
    assert caught.value.reason


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "line",
    [
        b"a =" + b" " * 10**6 + b"b c",
        b" " * 10**6 + b"x",
        b"a" * 10**6,
        b'a = "' + b"|" * 10**6,
        b"a=1 # \n" * 10**5,
    ],
)
def test_hostile_lines_take_no_time(line):
    """A long line is refused as fast as it is read."""
    with pytest.raises(InvalidVmx):
        Vmx.parse(line)


def test_remarks_and_unknown_keys_stay():
    """What is not understood is written back where it was."""
    text = '#!/usr/bin/vmware\n.encoding = "UTF-8"\n\nodd.Key = "1"\n# end\n'
    vmx = Vmx.parse(text)
    assert str(vmx) == text
    assert str(vmx.replace({"ODD.KEY": "2", "new": "3"})) == text.replace("1", "2") + 'new = "3"\n'


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [("windows-1252", b"caf\xe9"), ("GBK", "中文".encode("gbk")), ("ISO-8859-1", b"caf\xe9")],
)
def test_other_encodings(encoding, raw):
    """A file in another encoding becomes UTF-8."""
    vmx = Vmx.parse(b'displayName = "' + raw + b'"\n.encoding = "' + encoding.encode() + b'"\n')
    assert vmx["displayName"] == raw.decode(encoding)
    assert vmx[".encoding"] == "UTF-8"
    assert Vmx.parse(vmx.encode()) == vmx


def test_byte_order_mark():
    """A mark at the start, as Windows editors leave it, is no part of the key."""
    assert Vmx.parse(b'\xef\xbb\xbfa = "1"')["a"] == "1"


def test_letter_case():
    """Keys are found in any case and keep their spelling."""
    vmx = Vmx({"displayName": "x"})
    assert vmx["DISPLAYNAME"] == "x"
    assert "displayname" in vmx
    assert 1 not in vmx
    assert vmx.get("none") is None
    assert list(vmx.replace({"DisplayName": "y"})) == [".encoding", "displayName"]
    assert len(vmx) == 2


def test_replace_keeps_encoding():
    """The encoding is not for a caller to change or remove."""
    vmx = Vmx({"a": "1", ".Encoding": "GBK"}).replace({".encoding": None}).replace({".ENCODING": "GBK"})
    assert str(vmx) == '.encoding = "UTF-8"\na = "1"\n'


def test_replace_same_key_twice():
    """The last of several spellings counts."""
    assert dict(Vmx().replace({"a": "1", "A": "2"})) == {".encoding": "UTF-8", "a": "2"}
    assert dict(Vmx().replace({"a": "1", "A": None})) == {".encoding": "UTF-8"}


@pytest.mark.parametrize("key", ["", "a b", "a=b", 'a"b', "a#b", "a\nb", "\ufeffa", "\ud800"])
def test_keys_that_no_file_can_have(key):
    """Such a key is refused before it damages a file."""
    assert not is_key(key)
    with pytest.raises(ValueError, match="not a key"):
        Vmx({key: "1"})
    with pytest.raises(ValueError, match="not a key"):
        Vmx().replace({key: "1"})


def test_refused_settings():
    """Half a surrogate pair can't be written, and a key is there once."""
    with pytest.raises(ValueError, match="surrogate"):
        Vmx({"a": "\ud800"})
    with pytest.raises(ValueError, match="already defined"):
        Vmx({"a": "1", "A": "2"})


def test_typed_access():
    """Booleans and integers in VMware's spellings; sections by prefix."""
    vmx = Vmx(
        {
            "a": "TRUE",
            "b": "no",
            "n": "-7",
            "x": "7x",
            "big": "9" * 5000,
            "ethernet0.present": "TRUE",
            "Ethernet0.virtualDev": "e1000",
        }
    )
    assert [vmx.boolean(key) for key in ("a", "b", "none")] == [True, False, False]
    assert vmx.boolean("none", True)
    assert [vmx.integer(key, 1) for key in ("n", "x", "none", "big")] == [-7, 1, 1, 1]
    assert vmx.section("ethernet0.") == {"present": "TRUE", "virtualdev": "e1000"}
    assert "7 settings" not in repr(vmx)
    assert repr(Vmx({"displayName": "x"})) == "<Vmx of 'x', 2 settings>"
