"""VNC authentication."""

from __future__ import annotations

from fakeesx.web.vnc.secret import knows, respond

FIXED = "\x17\x52\x6b\x06\x23\x4e\x58\x07"
"""The key that all VNC servers hide their passwords on disk with."""


def test_known_answer() -> None:
    """What servers write for "password", as many tables on the Web have it."""
    assert respond(FIXED, b"password").hex() == "dbd83cfd727a1458"


def test_eight_characters_count() -> None:
    """No more of a password."""
    challenge = bytes(range(16))
    assert respond("abcdefgh-and-more", challenge) == respond("abcdefgh", challenge) != respond("abcdefg", challenge)


def test_who_knows() -> None:
    """The password, and an empty one nobody knows."""
    challenge = bytes(range(16))
    assert knows("secret", challenge, respond("secret", challenge))
    assert not knows("secret", challenge, respond("Secret", challenge))
    assert not knows("", challenge, respond("", challenge))
