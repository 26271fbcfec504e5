"""What is no letter is refused with its reason, fast and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from zipfile import ZipFile

import pytest

from docflow.papers.reading import cleaning, guard, read, read_text
from docflow.rules.refusals import Refused
from tests import machine
from tests.papers.reading import hostile

LETTER = "SỞ Y TẾ\nSố: 05/SYT-NVY\nV/v báo cáo\nKính gửi: Bộ Y tế\n\n{}\n\nNơi nhận:\n- Lưu: VT."

SIGNED = LETTER.format("Thực hiện./.") + "\nGIÁM ĐỐC\n\nLê Văn A\n"

#: Reads each file in a process of its own; what all of them need is loaded once.
_MEASURED = """
import json, os, sys
from docflow.papers.reading import read
from docflow.rules.refusals import Refused

# The kernel hands a parent's ru_maxrss on to its child; VmHWM is this process's own peak.
def peak():
    told = dict(line.split(":", 1) for line in open("/proc/self/status"))
    return int(told["VmHWM"].split()[0]) / 1024

for name in sys.argv[1:]:
    if os.fork():
        assert os.wait()[1] == 0
        continue
    before = peak()
    code = None
    try:
        read(open(name, "rb").read(), "x.docx")
    except Refused as refusal:
        code = refusal.code
    print(json.dumps([code, peak() - before]), flush=True)
    os._exit(0)
"""
HEAVY = [
    "a bomb of 300 MB in a picture", "a bomb in the text", "a million empty paragraphs",
    "70,000 entries", "a header that lies", "a thousand tables", "21 MB",
]  # fmt: skip
#: As large as the guard lets in.
LARGEST = (
    hostile.OPEN + "<w:p><w:r><w:t>Nội dung</w:t></w:r></w:p>" * 1_900 + hostile.CLOSE
).encode()


def refusal_of(content: bytes, name: str) -> str | None:
    """Return the code of the refusal to read it, or None."""
    try:
        read(content, name)
    except Refused as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize("kind", hostile.FILES)
def test_a_hostile_file_is_refused_with_its_reason(kind: str):
    work = partial(refusal_of, hostile.file(kind), "van-ban.docx")
    assert machine.within(1, work) == hostile.FILES[kind][1]


@pytest.fixture(scope="module")
def weighed(tmp_path_factory) -> dict[str, tuple[str | None, float]]:
    """What reading each heavy file comes to, and how many megabytes it takes."""
    folder = tmp_path_factory.mktemp("heavy")
    files = {kind: hostile.file(kind) for kind in HEAVY}
    files["the largest"] = hostile.changed(document=LARGEST)
    for place, content in enumerate(files.values()):
        (folder / f"{place}.docx").write_bytes(content)
    names = [str(folder / f"{place}.docx") for place in range(len(files))]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *names], check=True, capture_output=True
    )
    told = [tuple(json.loads(line)) for line in done.stdout.splitlines()]
    return dict(zip(files, told, strict=True))


@pytest.mark.parametrize("kind", HEAVY)
def test_the_heaviest_files_take_little_memory(weighed, kind: str):
    code, megabytes = weighed[kind]
    assert code == hostile.FILES[kind][1]
    assert megabytes < 200


def test_the_largest_tree_that_is_let_in_fits_too(weighed):
    content = hostile.changed(document=LARGEST)
    assert machine.within(3, partial(refusal_of, content, "x.docx")) is None
    code, megabytes = weighed["the largest"]
    assert code is None
    # What is read at all takes something: a measure of nothing would hold any bar.
    assert 1 < megabytes < 200


def test_a_hyperlink_outside_is_no_attack():
    assert read(hostile.related("hyperlink", "https://example.vn/"), "x.docx").agency == "SỞ Y TẾ"


def test_nothing_of_the_machine_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for kind in list(hostile.FILES)[:6]:
        with pytest.raises(Refused):
            read(hostile.file(kind), "x.docx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: "a b " * 2_500_000, "read.text_too_large"),
        (lambda: "ă" * (cleaning.MOST_LETTERS + 1), "read.too_long"),
        (lambda: "x\n" * (cleaning.MOST_LINES + 1), "read.too_long"),
        (lambda: "(" * 100_000, "read.too_deep"),
        (lambda: "| a | b |\n| c | d |\n\n" * 1_000, "read.too_many_tables"),
        (lambda: "\x00\x01" * 1_000, "read.controls"),
        (lambda: " \n\n \n", "read.empty"),
    ],
    ids=["10 MB", "a million letters", "20,000 lines", "deep nesting", "a thousand tables", "controls", "nothing"],
)  # fmt: skip
def test_a_text_that_is_no_letter_is_refused_within_a_second(make: Callable[[], str], code: str):
    content = make().encode()
    assert machine.within(1, partial(refusal_of, content, "x.txt")) == code


def test_bytes_of_another_encoding_are_not_guessed_at():
    with pytest.raises(Refused, match=r"read\.not_text"):
        read("Kính gửi".encode("cp1258", "ignore") + b"\xff\xe9", "x.txt")


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(Refused, match=r"read\.format"):
        read(b"%PDF-1.7", "x.pdf")


def test_bidirectional_and_control_characters_are_cleaned_and_told():
    reading = read_text(LETTER.format("Chuyển \u202e000.1\u202c đồng\x07 và zero\u200bwidth./."))
    assert reading.body[0]["content"][0]["text"] == "Chuyển 000.1 đồng và zerowidth./."
    assert {doubt.code for doubt in reading.doubts} >= {
        "text.bidi_removed",
        "text.controls_removed",
    }


@pytest.mark.parametrize(
    "letter",
    ["a", " ", "1", "-", "*", "Số: ", "V/v ", "ngày ", "A;", "KT. ", "_{", "**", "GIÁM ĐỐC ",
     "Lưu: VT; ", "- Như trên; ", "THƯ KÝ ", "(Kèm theo ", "- A;\n", "- A\n", "1. A\n", "a./.\n",
     "- 2 -\n", "[1] A\n", "GIÁM ĐỐC\nLê Văn\n", "THƯ KÝ\tCHỦ TỌA\nA\tB\n", "SỞ Y TẾ\n"],
)  # fmt: skip
def test_no_repetition_makes_reading_slow(letter: str):
    many = letter * (60_000 // len(letter))
    behind = f"{SIGNED}\n{many}"
    for text in (LETTER.format(many), many, LETTER.replace("- Lưu: VT.", many), behind):
        machine.within(1, partial(refusal_of, text.encode(), "x.txt"))


def test_the_guard_reads_a_part_only_when_all_were_looked_at():
    parts = guard.parts_of(hostile.good())
    with ZipFile(BytesIO(hostile.good())) as package:
        assert parts[hostile.DOCUMENT] == package.read(hostile.DOCUMENT)
