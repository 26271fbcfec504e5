"""The check of a signed paper: who signed, when, and whether one byte has changed since."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

from asn1crypto import algos, cms, core, x509
from asn1crypto.parser import parse, peek
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from docflow.rules.refusals import Refused

from .aside import aside
from .authority import TRIAL

# pyHanko reports each damage with a traceback; the verdict says it, and a host may still listen.
logging.getLogger("pyhanko").addHandler(logging.NullHandler())

_ENTIRE_FILE = SignatureCoverageLevel.ENTIRE_FILE.name
# One case throughout: a changed letter case decodes alike, yet it is a changed byte.
_HEX = re.compile(rb"<(?:[0-9a-f]*|[0-9A-F]*)>")
_CLOCKS_DIFFER = timedelta(minutes=10)


@dataclass(frozen=True)
class Signed:
    """One signature: whom its certificate names, and what the check found.

    ``covers`` is ``ENTIRE_FILE``, ``ENTIRE_REVISION`` (later changes followed), or less. ``at`` is
    the time the signer's machine gave; without a time stamp nobody else vouches for it.
    """

    field: str
    name: str
    organisation: str
    post: str
    issuer: str
    at: datetime | None
    valid_from: datetime
    valid_until: datetime
    intact: bool
    valid: bool
    trusted: bool
    covers: str

    @property
    def is_trial(self) -> bool:
        """Say whether the certificate is one of a trial authority."""
        return self.name.startswith(TRIAL)

    @property
    def is_good(self) -> bool:
        """Say whether nothing speaks against this signature."""
        return self.intact and self.valid and self.trusted


@dataclass(frozen=True)
class Verdict:
    """What the check of a whole paper found; the codes have their sentences in the pages.

    ``problems``: ``unreadable``, ``unsigned``, ``too_few``, ``altered`` (bytes or allowed changes),
    ``untrusted`` (issuer unknown, or certificate not in force when signed), ``appended`` (bytes
    after the last signature), ``malformed`` (the signature itself is oddly written).
    """

    signatures: tuple[Signed, ...]
    problems: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """Say whether the paper is what was signed, by whom it says, entirely."""
        return not self.problems


def verify(
    pdf: bytes, roots: Sequence[bytes], *, expected: int = 1, field: str | None = None
) -> Verdict:
    """Return the verdict on a signed PDF.

    :param roots: trusted root certificates, DER; none means that nothing is trusted.
    :param expected: how many signatures the paper must carry at least: two for an issued one.

    :param field: where somebody else may have signed before: the signature that is asked about.

    Each certificate is checked for the time of its signature (Decree 23/2025, article 16).
    Raises ``Refused("verify.not_pdf")``.
    """
    if b"%PDF-" not in pdf[:1024]:
        raise Refused("verify.not_pdf")
    # A hostile or broken file makes the reader fail in ways nobody can list; all mean the same.
    try:
        embedded = list(PdfFileReader(BytesIO(pdf)).embedded_signatures)
        checked = [_checked(signature, pdf, roots) for signature in embedded]
    except Exception:  # noqa: BLE001 - see above
        return Verdict((), ("unreadable",))
    checked = [one for one in checked if field in (None, one[0].field)]
    signatures = tuple(signed for signed, _ in checked)
    found = {problem for _, problems in checked for problem in problems}
    found |= _lacking(signatures, expected)
    return Verdict(signatures, tuple(sorted(found)))


def _lacking(signatures: tuple[Signed, ...], expected: int) -> set[str]:
    if not signatures:
        return {"unsigned"}
    found = set()
    if len(signatures) < expected:
        found.add("too_few")
    # pyHanko calls a file with junk behind its last signature valid; a registered paper ends there.
    if signatures[-1].covers != _ENTIRE_FILE:
        found.add("appended")
    return found


def _checked(
    signature: EmbeddedPdfSignature, pdf: bytes, roots: Sequence[bytes]
) -> tuple[Signed, set[str]]:
    at = signature.self_reported_timestamp
    status = aside(lambda: validate_pdf_signature(signature, _context(roots, at)))
    signed = _described(signature, status, at)
    problems = set()
    if not (signed.intact and signed.valid):
        problems.add("altered")
    if not signed.trusted:
        problems.add("untrusted")
    if not _is_tidy(signature, pdf):
        problems.add("malformed")
    return signed, problems


def _context(roots: Sequence[bytes], at: datetime | None) -> ValidationContext:
    now = datetime.now(UTC)
    moment = at if at and at.tzinfo and at <= now + _CLOCKS_DIFFER else now
    trusted = [x509.Certificate.load(root) for root in roots]
    return ValidationContext(trust_roots=trusted, moment=moment, allow_fetching=False)


def _described(
    signature: EmbeddedPdfSignature, status: PdfSignatureStatus, at: datetime | None
) -> Signed:
    certificate = signature.signer_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return Signed(
        field=signature.field_name,
        name=_words(subject, "common_name"),
        organisation=_words(subject, "organization_name"),
        post=_words(subject, "title"),
        issuer=_words(issuer, "common_name"),
        at=at,
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        intact=bool(status.intact),
        # docmdp_ok: what was added later is no more than a further signature.
        valid=bool(status.valid and status.docmdp_ok and status.seed_value_ok),
        trusted=bool(status.trusted),
        covers=status.coverage.name if status.coverage else "UNCLEAR",
    )


def _words(name: dict[str, object], part: str) -> str:
    value = name.get(part, "")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _is_tidy(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Say whether the gap of the signed range holds one signature and nothing else.

    The gap is the only stretch of a signed file that no digest covers; whatever a reader would
    overlook there is refused.
    """
    start, length, resume, _ = (int(number) for number in signature.byte_range)
    gap = pdf[start + length : resume]
    if start != 0 or not _HEX.fullmatch(gap):
        return False
    content = bytes.fromhex(gap[1:-1].decode("ascii"))
    size = peek(content)
    padding = content[size:]
    return not padding.strip(b"\0") and _is_whole(content[:size]) and _is_consistent(signature)


def _is_whole(encoded: bytes) -> bool:
    # A length that reaches over the end swallows padding; a reader that looks for fields only
    # does not notice.
    while encoded:
        size = peek(encoded)
        _, is_constructed, _, _, contents, _ = parse(encoded[:size], strict=True)
        if encoded[0] == 0 or (is_constructed and not _is_whole(contents)):
            return False
        encoded = encoded[size:]
    return True


def _is_consistent(signature: EmbeddedPdfSignature) -> bool:
    # These parts of the message are told twice or not protected, and pyHanko reads them loosely.
    message, signer = signature.signed_data, signature.signer_info
    digest, declared = signer["digest_algorithm"], message["digest_algorithms"]
    return (
        _names_signer(signer["sid"], signature.signer_cert)
        and _has_right_versions(message, signer)
        and _is_plain(digest)
        and len(declared) == 1
        and _is_plain(declared[0])
        and declared[0]["algorithm"].native == digest["algorithm"].native
    )


def _names_signer(named: cms.SignerIdentifier, certificate: x509.Certificate) -> bool:
    if named.name != "issuer_and_serial_number":
        return True
    told = (named.chosen["issuer"].dump(), named.chosen["serial_number"].native)
    return told == (certificate.issuer.dump(), certificate.serial_number)


def _has_right_versions(message: cms.SignedData, signer: cms.SignerInfo) -> bool:
    # RFC 5652, sections 5.1 and 5.3, for a message without attribute certificates.
    right = "v1" if signer["sid"].name == "issuer_and_serial_number" else "v3"
    expected = cms.CMSVersion(right).dump()
    return bool(message["version"].dump() == expected == signer["version"].dump())


def _is_plain(digest: algos.DigestAlgorithm) -> bool:
    # RFC 5754, section 2: the parameters are absent, or NULL.
    name = digest["algorithm"].native
    absent = algos.DigestAlgorithm({"algorithm": name})
    null = algos.DigestAlgorithm({"algorithm": name, "parameters": core.Null()})
    return digest.dump() in {absent.dump(), null.dump()}
