"""The main job on the real dispatch: what the demo leaves is right to the last number."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from docflow.demo import stage
from docflow.demo.browser import Browser, Failed, Form
from docflow.signing.authority import TrialAuthority
from docflow.signing.verify import verify
from tests import machine
from tests.papers.eyes import docx_lines

SEED = Path(__file__).parents[1] / "papers" / "dispatch_SYT-NVY_2020.txt"


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """Perform the demo once; return its folder and its summary."""
    folder = tmp_path_factory.mktemp("demo") / "instance"
    told: list[str] = []
    stage.perform(folder, told.append)
    assert len(told) == 10
    return folder, json.loads((folder / "summary.json").read_text("utf-8"))


def test_the_summary_counts_who_received(left):
    _folder, told = left
    assert told["number"] == "01/SYT-NVY"
    assert (told["recipients"], told["units_owing"], told["reachable"]) == (317, 314, 310)
    assert len(told["unreachable"]) == 7
    assert all(code.startswith("tu-nhan-") for code in told["unreachable"])
    assert told["overdue"] == 0
    assert 0 < told["reported"] < told["acknowledged"] < 307


def test_the_summary_says_what_each_line_asks(left):
    _folder, told = left
    lines = {line["text"]: (line["purpose"], line["recipients"]) for line in told["lines"]}
    assert lines == {
        "Thủ trưởng các đơn vị y tế trong ngành": ("thuc_hien", 74),
        "Các cơ sở khám, chữa bệnh tư nhân trên địa bàn": ("thuc_hien", 240),
        "Như trên (thực hiện)": ("thuc_hien", 314),
        "UBND tỉnh (để b/c)": ("bao_cao", 1),
        "Sở Thông tin TT (để ph/h)": ("phoi_hop", 1),
        "Giám đốc Sở (để b/c)": ("bao_cao", 1),
    }


def test_the_sums_equal_a_recount_from_the_workbook(left):
    folder, told = left
    sheet = openpyxl.load_workbook(folder / "tracking.xlsx").worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(number for number, row in enumerate(rows) if "Mã" in row)
    names = rows[head]
    body = [dict(zip(names, row, strict=True)) for row in rows[head + 1 :] if row[0]]
    assert len(body) == 317
    recount = {
        name: sum(row[label] or 0 for row in body if isinstance(row[label], int))
        for name, label in labels(told).items()
    }
    assert recount == told["sums"]
    assert sum(row["Trạng thái"] == "Đã báo cáo" for row in body) == told["reported"]


def test_the_files_are_those_of_the_summary(left):
    folder, told = left
    for name, sha256 in told["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256


def test_both_signatures_are_valid_and_the_last_covers_the_file(left):
    folder, _told = left
    pdf = folder / "dispatch.pdf"
    verdict = verify(pdf.read_bytes(), TrialAuthority(folder / "keys").roots(), expected=2)
    assert verdict.valid, verdict.problems
    machine.require("pdfsig")
    told = subprocess.run(["pdfsig", pdf], capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid") == 2
    assert told.rindex("Total document signed") > told.rindex("Not total document signed")


def test_the_paper_is_two_tagged_pages_of_one_family(left):
    folder, _told = left
    with pikepdf.open(folder / "dispatch.pdf") as pdf:
        assert len(pdf.pages) == 2
        assert pdf.Root.MarkInfo.Marked
        for page in pdf.pages:
            box = [round(float(edge)) for edge in page.mediabox]
            assert box == [0, 0, 595, 842]
    fonts = subprocess.run(
        ["pdffonts", folder / "dispatch.pdf"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert fonts
    assert all("Liberation-Serif" in line and " yes yes yes " in line for line in fonts)


def test_the_paper_carries_number_and_date(left):
    folder, told = left
    text = words(pdf_text(folder / "dispatch.pdf"))
    year, month, day = told["date"].split("-")
    printed = f"ngày {int(day):02} tháng {month if int(month) <= 2 else int(month)} năm {year}"
    assert f"Số: {told['number']}" in text
    assert printed in text


def test_every_word_of_the_seed_is_on_the_paper(left):
    folder, _told = left
    printed = words(pdf_text(folder / "dispatch.pdf")).split()
    # Number and date, the markup, the missing space, the archive line: the exceptions.
    seed = SEED.read_text("utf-8")
    seed = re.sub(r"_\{[^}]*\}", " (02)", seed.replace("**", "")).replace("<http", "http")
    seed = seed.replace("5662>", "5662").replace("KT.GIÁM", "KT. GIÁM")
    seed = seed.replace("Số: /SYT-NVY", "Số:").replace("ngày tháng 8 năm 2020", "")
    missing = [word for word in seed.split() if word not in printed]
    assert not missing
    assert not re.search(r"\*\*|_\{|<http", " ".join(printed))


def test_the_word_file_says_the_same_block_by_block(left):
    folder, told = left
    lines = docx_lines((folder / "dispatch.docx").read_bytes())
    text = words(pdf_text(folder / "dispatch.pdf"))
    assert f"Số: {told['number']}" in lines
    lost = [line for line in lines if words(line) not in text]
    assert not lost


def test_a_form_is_read_as_a_browser_would_send_it():
    form = Form("/x", [("a", "1"), ("b", "2")])
    assert form.filled({"b": "3", "c": ["4", "5"]}) == [
        ("a", "1"),
        ("b", "3"),
        ("c", "4"),
        ("c", "5"),
    ]


def test_the_browser_stops_at_an_error_page(app):
    from docflow.service import Server

    server = Server(app).start()
    try:
        with pytest.raises(Failed, match="404"):
            Browser(server.url).get("/l/nothing")
    finally:
        server.stop()


def pdf_text(place: Path) -> str:
    """Return the text of a PDF, as poppler reads it."""
    machine.require("pdftotext")
    told = subprocess.run(["pdftotext", place, "-"], capture_output=True, text=True, check=True)
    return told.stdout


def words(text: str) -> str:
    """Return the words with single spaces; the page number and marks stand apart."""
    return " ".join(text.split())


def labels(told) -> dict[str, str]:
    """Return the workbook's column of each figure."""
    known = {
        "people": "Tổng số người lao động của đơn vị",
        "bluezone": "Số người đã cài đặt Bluezone",
        "smart_thanh_hoa": "Số người đã cài đặt Smart Thanh Hóa",
        "guided": "Số bệnh nhân và người nhà đã được hướng dẫn cài đặt",
    }
    assert set(told["sums"]) == set(known)
    return known
