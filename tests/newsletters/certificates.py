"""Certificates of a mail server, made for one test: of an authority of its own, or signed by nobody else."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

LASTS = timedelta(days=1)
LOOPBACK = x509.IPAddress(ip_address("127.0.0.1"))


class Authority:
    """`certificate` is the file that whoever trusts it is given."""

    def __init__(self, folder: Path, name: str = "authority") -> None:
        self._key, self._folder = ec.generate_private_key(ec.SECP256R1()), folder
        self._name = _named(name)
        made = _begun(self._name, self._name, self._key)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.certificate = folder / f"{name}.pem"
        self.certificate.write_bytes(made.sign(self._key, SHA256()).public_bytes(Encoding.PEM))

    def server(self, of: x509.GeneralName, *, days: int = 1) -> ssl.SSLContext:
        """What a server of this name or address shows. It has ended where `days` is negative."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _begun(_named("server"), self._name, key, days=days)
        made = made.add_extension(x509.SubjectAlternativeName([of]), critical=False)
        signed = made.sign(self._key, SHA256()).public_bytes(Encoding.PEM)
        return _context(self._folder, key, signed)


def signed_by_itself(folder: Path, of: x509.GeneralName) -> ssl.SSLContext:
    key, name = ec.generate_private_key(ec.SECP256R1()), _named("alone")
    made = _begun(name, name, key).add_extension(x509.SubjectAlternativeName([of]), critical=False)
    return _context(folder, key, made.sign(key, SHA256()).public_bytes(Encoding.PEM))


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, days: int = 1
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
    ends = now + days * LASTS
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - 10 * LASTS)
    return made.not_valid_after(ends)


def _context(folder: Path, key: ec.EllipticCurvePrivateKey, certificate: bytes) -> ssl.SSLContext:
    file = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
