"""The trial certificate authority: keys made on this machine, worth nothing before the law."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from docflow.rules.refusals import Refused, Unreachable

TRIAL = "THỬ NGHIỆM"
_ROOT = "root"
_KEY = re.compile(r"agency|person:[1-9][0-9]{0,17}")
# X.520 bounds a common name, an organisation and a title; the library counts bytes of UTF-8.
_LONGEST = 64
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Holder:
    """Whom a certificate names, and until when."""

    name: str
    organisation: str
    post: str
    valid_until: datetime


class TrialAuthority:
    """Keep a root and one PKCS#12 file per key in a folder only its owner may read.

    :param passphrase: encrypts the files; without one the folder's rights alone protect them,
        which is enough for keys that prove nothing.
    """

    def __init__(self, folder: Path | str, *, passphrase: bytes | None = None) -> None:
        self.folder = Path(folder)
        self.passphrase = passphrase

    def ensure(self, key: str, name: str, organisation: str, post: str = "") -> Holder:
        """Return the certificate of a key, made now if there is none that fits.

        Another name or post, an end within thirty days or a new root makes a new certificate;
        papers signed with the old one stay valid. Raises ``Refused("signing.key_malformed")`` and
        ``Unreachable`` when the folder cannot be written or a file in it cannot be read.
        """
        place = self._place(key)
        root_key, root = self._root()
        wanted = _subject(name, organisation, post)
        if not place.exists():
            self._write(place, self._issued(wanted, root_key, root))
        elif not _fits(self.load(key)[1], wanted, root):
            self._write(place, self._issued(wanted, root_key, root), replace=True)
        return holder(self.load(key)[1])

    def load(self, key: str) -> tuple[RSAPrivateKey, x509.Certificate]:
        """Return a key and its certificate; ``Unreachable`` when there is none to read."""
        return self._read(self._place(key))

    def version(self, key: str) -> int:
        """Return a number that changes with the key's file, for who keeps the key loaded."""
        try:
            return self._place(key).stat().st_mtime_ns
        except OSError:
            raise Unreachable(f"key: none for {key}") from None

    def roots(self) -> tuple[bytes, ...]:
        """Return the root certificate, DER, for ``verify``; the root is made if there is none."""
        return (self._root()[1].public_bytes(serialization.Encoding.DER),)

    def _root(self) -> tuple[RSAPrivateKey, x509.Certificate]:
        place = self.folder / f"{_ROOT}.p12"
        if not place.exists():
            self._write(place, self._pack(*_new_root()))
        return self._read(place)

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise Refused("signing.key_malformed", key=key)
        return self.folder / f"{key.replace(':', '-')}.p12"

    def _read(self, place: Path) -> tuple[RSAPrivateKey, x509.Certificate]:
        try:
            key, certificate, _ = pkcs12.load_key_and_certificates(
                place.read_bytes(), self.passphrase
            )
        except FileNotFoundError:
            raise Unreachable(f"key: none in {place.name}") from None
        except (OSError, ValueError) as problem:
            raise Unreachable(f"key: {place.name} cannot be read") from problem
        if not isinstance(key, RSAPrivateKey) or certificate is None:
            raise Unreachable(f"key: {place.name} holds no RSA key with a certificate")
        return key, certificate

    def _issued(self, subject: x509.Name, root_key: RSAPrivateKey, root: x509.Certificate) -> bytes:
        key = _new_key()
        usage = _usage(digital_signature=True, content_commitment=True)
        made = _certificate(subject, root.subject, key, root_key, 5 * _YEAR, usage, ca=False)
        return self._pack(key, made)

    def _pack(self, key: RSAPrivateKey, certificate: x509.Certificate) -> bytes:
        protection: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if self.passphrase:
            protection = serialization.BestAvailableEncryption(self.passphrase)
        return pkcs12.serialize_key_and_certificates(None, key, certificate, None, protection)

    def _write(self, place: Path, content: bytes, *, replace: bool = False) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            _put(place, content, replace=replace)
        except OSError as problem:
            raise Unreachable(f"key: {problem.strerror or problem}") from problem


def holder(certificate: x509.Certificate) -> Holder:
    """Return whom a certificate names."""
    return Holder(
        name=_attribute(certificate.subject, NameOID.COMMON_NAME),
        organisation=_attribute(certificate.subject, NameOID.ORGANIZATION_NAME),
        post=_attribute(certificate.subject, NameOID.TITLE),
        valid_until=certificate.not_valid_after_utc,
    )


def _put(place: Path, content: bytes, *, replace: bool) -> None:
    # mkstemp makes the file readable by its owner alone. A link fails where a file already is:
    # of two processes that make the same key at once, the first wins and both use its key.
    handle, half = tempfile.mkstemp(dir=place.parent, suffix=".half")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if replace:
            Path(half).replace(place)
        else:
            os.link(half, place)
    except FileExistsError:
        pass
    finally:
        Path(half).unlink(missing_ok=True)


def _new_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def _new_root() -> tuple[RSAPrivateKey, x509.Certificate]:
    key = _new_key()
    name = _subject("Không có giá trị pháp lý", "docflow", "")
    usage = _usage(key_cert_sign=True, crl_sign=True)
    return key, _certificate(name, name, key, key, 20 * _YEAR, usage, ca=True)


def _subject(name: str, organisation: str, post: str) -> x509.Name:
    # Decree 23/2025, article 13: a certificate of somebody with a post names the post.
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, _trial(organisation)),
        (NameOID.TITLE, _cut(post)),
        (NameOID.COMMON_NAME, _trial(name)),
    ]
    return x509.Name([x509.NameAttribute(oid, words) for oid, words in parts if words])


def _trial(words: str) -> str:
    return _cut(f"{TRIAL} – {words}")


def _cut(words: str) -> str:
    encoded = words.encode()
    if len(encoded) <= _LONGEST:
        return words
    return encoded[: _LONGEST - 3].decode(errors="ignore") + "…"


def _usage(**allowed: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: RSAPrivateKey,
    issuer_key: RSAPrivateKey,
    valid_for: timedelta,
    usage: x509.KeyUsage,
    *,
    ca: bool,
) -> x509.Certificate:
    # An hour back, so that a clock a little slow does not call a fresh certificate early.
    begins = datetime.now(UTC) - timedelta(hours=1)
    public, issuer_public = key.public_key(), issuer_key.public_key()
    authority_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_public)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + valid_for)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(authority_id, critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def _fits(certificate: x509.Certificate, wanted: x509.Name, root: x509.Certificate) -> bool:
    if certificate.subject != wanted:
        return False
    if certificate.not_valid_after_utc < datetime.now(UTC) + timedelta(days=30):
        return False
    try:
        certificate.verify_directly_issued_by(root)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""
