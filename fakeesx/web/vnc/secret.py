"""VNC authentication: a challenge that is encrypted with the password (DES, each byte of the key mirrored)."""

from __future__ import annotations

import hmac

CHALLENGE = 16
"""Bytes of a challenge, and of the answer to it."""
_LONGEST = 8
"""Bytes of a password that count."""
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def knows(password: str, challenge: bytes, response: bytes) -> bool:
    """Whether a response was made with the password. An empty one nobody knows."""
    return bool(password) and hmac.compare_digest(respond(password, challenge), response)


def respond(password: str, challenge: bytes) -> bytes:
    """The answer to a challenge."""
    from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
    from cryptography.hazmat.primitives.ciphers import Cipher, modes

    key = password.encode()[:_LONGEST].ljust(_LONGEST, b"\0").translate(_MIRRORED)
    cipher = Cipher(TripleDES(key * 3), modes.ECB())  # noqa: S305 - what the protocol has; with equal keys it is DES
    encryptor = cipher.encryptor()
    return encryptor.update(challenge) + encryptor.finalize()
