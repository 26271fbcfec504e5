"""The trial signer: real PAdES signatures with keys of the trial authority."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import Signer as CmsSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from docflow.rules.calendar import short_date
from docflow.rules.refusals import Refused, Unreachable

from .aside import aside
from .authority import TrialAuthority
from .mark import drawing
from .signer import ENCLOSURE_FIELD, LEADER_FIELD, SEAL_FIELD, Box, Mark

_HERE = ZoneInfo("Asia/Ho_Chi_Minh")
_SPOKEN = {
    LEADER_FIELD: "Chữ ký của lãnh đạo",
    SEAL_FIELD: "Chữ ký số của cơ quan",
    ENCLOSURE_FIELD: "Chữ ký số của cơ quan trên tệp kèm theo",
}
_KEPT_DRAWINGS = 64
# One certificate and a 2048-bit signature take 2.1 KB; the reserve is counted in hex digits.
# With a fixed reserve pyHanko need not sign a first time only to learn the size.
_RESERVED = 8192
_WHOLE_BOX = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins.uniform(0)
)


class TrialSigner:
    """Sign with the trial authority's keys and leave a mark that says it is a trial.

    :param draw: prints one page of HTML to PDF; the press does, and it must be untagged, because
        the drawing becomes part of another paper.
    """

    def __init__(self, authority: TrialAuthority, draw: Callable[[str], bytes]) -> None:
        self.authority = authority
        self.draw = draw
        self._loaded: dict[str, tuple[int, _LoadedKey]] = {}
        self._drawings: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def sign(
        self,
        pdf: bytes,
        *,
        key: str,
        field: str,
        box: Box,
        mark: Mark,
        reason: str,
        at: datetime | None = None,
    ) -> bytes:
        """Return the paper with one more PAdES signature (ETSI.CAdES.detached, SHA-256)."""
        signer = self._key(key)
        picture = self._picture(mark, box, at or datetime.now(UTC))
        paper = _opened(pdf)
        _guard(paper, field)
        described = PdfSigner(
            _metadata(field, reason),
            signer,
            stamp_style=_style(picture, mark.turn),
            new_field_spec=_spec(field, box),
        )
        try:
            written = aside(lambda: described.sign_pdf(paper, bytes_reserved=_RESERVED))
        except (SigningError, PdfError) as problem:
            raise Unreachable(f"signer: {problem}", permanent=True) from problem
        signed: bytes = written.getvalue()
        return signed

    def _key(self, key: str) -> _LoadedKey:
        version = self.authority.version(key)
        with self._lock:
            known = self._loaded.get(key)
        if known is None or known[0] != version:
            known = (version, _LoadedKey(*self.authority.load(key)))
            with self._lock:
                self._loaded[key] = known
        # Decree 23/2025, article 15: nobody signs with a certificate that is not in force.
        known[1].check(datetime.now(UTC), key)
        return known[1]

    def _picture(self, mark: Mark, box: Box, at: datetime) -> bytes:
        html = drawing(_dated(mark, at), box)
        with self._lock:
            if html in self._drawings:
                self._drawings.move_to_end(html)
                return self._drawings[html]
        picture = self.draw(html)
        with self._lock:
            self._drawings[html] = picture
            while len(self._drawings) > _KEPT_DRAWINGS:
                self._drawings.popitem(last=False)
        return picture


class _LoadedKey(CmsSigner):
    """A key that stays loaded: pyHanko's own signer parses and checks it at every signature."""

    def __init__(self, key: RSAPrivateKey, certificate: object) -> None:
        encoded = certificate.public_bytes(serialization.Encoding.DER)  # type: ignore[attr-defined]
        # The root is not embedded: the check has its own, and bytes nobody checks are no proof.
        super().__init__(
            signing_cert=asn1.Certificate.load(encoded),
            cert_registry=SimpleCertificateStore(),
            embed_roots=False,
        )
        self._key = key
        self._valid_from = certificate.not_valid_before_utc  # type: ignore[attr-defined]
        self._valid_until = certificate.not_valid_after_utc  # type: ignore[attr-defined]

    def check(self, now: datetime, key: str) -> None:
        """Raise ``Unreachable`` when the certificate is not in force now."""
        if not self._valid_from <= now <= self._valid_until:
            raise Unreachable(f"key: the certificate of {key} is not in force")

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002
    ) -> bytes:
        """Return the raw signature, or as many zeros when only its size is asked."""
        if digest_algorithm != "sha256":
            raise SigningError(f"unexpected digest {digest_algorithm}")
        if dry_run:
            return bytes(self._key.key_size // 8)
        return self._key.sign(data, PKCS1v15(), hashes.SHA256())


class _Drawing(ImportedPdfPage):
    """A drawn page taken from memory instead of a file, turned as its reader's page is."""

    turn = 0

    def render(self) -> bytes:
        writer = self._ensure_writer
        drawn = writer.import_page_as_xobject(PdfFileReader(BytesIO(self.file_name)))
        self.resources.xobject["/Mark"] = drawn
        x0, y0, x1, y1 = drawn.get_object()["/BBox"]
        width, height = float(x1) - float(x0), float(y1) - float(y0)
        size, matrix = {
            0: ((width, height), (1, 0, 0, 1, 0, 0)),
            90: ((height, width), (0, 1, -1, 0, height, 0)),
            180: ((width, height), (-1, 0, 0, -1, width, height)),
            270: ((height, width), (0, -1, 1, 0, 0, width)),
        }[self.turn]
        self.box = BoxConstraints(*size)
        return f"{' '.join(f'{number:g}' for number in matrix)} cm /Mark Do".encode()


def _opened(pdf: bytes) -> IncrementalPdfFileWriter:
    try:
        return IncrementalPdfFileWriter(BytesIO(pdf))
    except (PdfError, ValueError, KeyError) as problem:
        raise Refused("signing.not_pdf") from problem


def _guard(paper: IncrementalPdfFileWriter, field: str) -> None:
    taken = {signature.field_name for signature in paper.prev.embedded_signatures}
    if field in taken or (field == LEADER_FIELD and taken):
        raise Refused("signing.already_signed", field=field)
    # Decree 30/2020, article 32(2)(d): the agency signs only what its leader has signed.
    if field == SEAL_FIELD and LEADER_FIELD not in taken:
        raise Refused("signing.leader_first")


def _metadata(field: str, reason: str) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location="Việt Nam",
    )


def _spec(field: str, box: Box) -> SigFieldSpec:
    # pyHanko would count a negative page from the back and sign somewhere else.
    if box.page < 1:
        raise ValueError(f"pages are counted from 1, not {box.page}")
    return SigFieldSpec(
        sig_field_name=field,
        on_page=box.page - 1,
        box=(round(box.x0), round(box.y0), round(box.x1), round(box.y1)),
        readable_field_name=_SPOKEN.get(field, field),
    )


def _style(picture: bytes, turn: int) -> StaticStampStyle:
    drawn = _Drawing(picture)  # type: ignore[no-untyped-call]
    drawn.turn = turn
    return StaticStampStyle(
        border_width=0,
        background=drawn,
        background_layout=_WHOLE_BOX,
        background_opacity=1,
    )


def _dated(mark: Mark, at: datetime) -> Mark:
    # A seal bears no time, so its drawing is made once; a person's shows the minute.
    if mark.kind == "agency":
        return mark
    local = at.astimezone(_HERE)
    if mark.kind == "line":
        # ISO 8601 for the zone, as the decree's own example writes it.
        return replace(mark, lines=(*mark.lines, f"{local:%d/%m/%Y %H:%M:%S} +07:00"))
    return Mark(mark.kind, (*mark.lines, f"{local:%H:%M} ngày {short_date(local.date())}"))
