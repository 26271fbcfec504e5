"""Keys, a press and papers that the signing tests share; each is made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from docflow.papers.press import Press
from docflow.signing import TrialAuthority, TrialSigner, places
from tests.signing.hands import Paper, seal_as_agency, sign_as_leader

_PAPER = """<!DOCTYPE html><html lang="vi"><head><title>Công văn</title><style>
@page { size: A4; margin: 20mm 15mm 20mm 30mm }
body { font: 14pt "Liberation Serif" } .sign { margin-left: 80mm; width: 85mm; height: 30mm }
.next { break-before: page }
</style></head><body><h1>Công văn</h1><p>Kính gửi các đơn vị y tế trong ngành.</p>
<p class="next">PHÓ GIÁM ĐỐC</p><div class="sign" id="gap"></div><p>Nguyễn Bá Cẩn</p>
<p class="next">Phụ lục</p></body></html>"""


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    made = Press()
    yield made
    made.close()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> TrialAuthority:
    made = TrialAuthority(tmp_path_factory.mktemp("instance") / "keys")
    made.ensure("person:2", "Nguyễn Bá Cẩn", "Sở Y tế tỉnh Thanh Hóa", "Phó Giám đốc")
    made.ensure("agency", "Sở Y tế tỉnh Thanh Hóa", "Sở Y tế tỉnh Thanh Hóa")
    return made


@pytest.fixture(scope="session")
def signer(authority: TrialAuthority, press: Press) -> TrialSigner:
    def draw(html: str) -> bytes:
        return press.print(html, seconds=30, variant=None, tags=False).bytes

    return TrialSigner(authority, draw)


@pytest.fixture(scope="session")
def paper(signer: TrialSigner, press: Press) -> Paper:
    printed = press.print(_PAPER, seconds=60)
    leader, seal = places(printed.boxes["gap"])
    once = sign_as_leader(signer, printed.bytes, leader)
    return Paper(printed.bytes, leader, seal, once, seal_as_agency(signer, once, seal))


@pytest.fixture
def written(tmp_path: Path, paper: Paper) -> Path:
    place = tmp_path / "dispatch.pdf"
    place.write_bytes(paper.twice)
    return place
