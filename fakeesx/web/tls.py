"""The certificate of this process's hosts: self-signed, for localhost, 127.0.0.1 and ::1."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from OpenSSL.SSL import NO_OVERLAPPING_PROTOCOLS
from twisted.internet import ssl

from fakeesx.web.bulk_tls import write_whole


@dataclass(frozen=True)
class Identity:
    """A certificate and its key, in PEM."""

    certificate: bytes
    key: bytes

    @property
    def thumbprint(self) -> str:
        """The SHA-1 of the certificate as vSphere shows it: pairs of upper-case digits with colons."""
        der = x509.load_pem_x509_certificate(self.certificate).public_bytes(serialization.Encoding.DER)
        digest = hashlib.sha1(der, usedforsecurity=False).hexdigest().upper()
        return ":".join(digest[i : i + 2] for i in range(0, len(digest), 2))

    def context_factory(self) -> ssl.CertificateOptions:
        """What Twisted serves TLS with; the hosts of a process share it, as they share the certificate."""
        return _options(self.certificate, self.key)


@lru_cache(maxsize=4)
def _options(certificate: bytes, key: bytes) -> ssl.CertificateOptions:
    pair: tuple[Any, Any] = (serialization.load_pem_private_key(key, None), x509.load_pem_x509_certificate(certificate))
    options = ssl.CertificateOptions(*pair)
    try:
        context = options.getContext()
    except TypeError:  # pyOpenSSL before 24.3 takes only its own objects, and later ones warn of them
        options = ssl.PrivateCertificate.loadPEM(key + certificate).options()
        context = options.getContext()
    # A host of 2010 knows nothing of ALPN and ignores what is offered; Twisted would end the handshake.
    context.set_alpn_select_callback(lambda *_: NO_OVERLAPPING_PROTOCOLS)
    write_whole(context)
    return options


@lru_cache(maxsize=4)
def identity(extra_names: tuple[str, ...] = ()) -> Identity:
    """The certificate of this process: one serves all its hosts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "fakeesx"), x509.NameAttribute(NameOID.COMMON_NAME, "localhost"),
    ])
    alternatives: list[x509.GeneralName] = [x509.DNSName("localhost")]
    for text in ("127.0.0.1", "::1", *extra_names):
        try:
            alternatives.append(x509.IPAddress(ip_address(text)))
        except ValueError:
            alternatives.append(x509.DNSName(text))
    now = datetime.now(UTC)
    public = key.public_key()
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(public).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=825))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Identity(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption(),
        ),
    )
