"""Decisions and regulations: their articles, chapters and lines in the middle are read as such."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from docflow.papers.blocks import from_markup, plain, to_markup
from docflow.papers.reading import read, read_text, to_content
from tests.papers.reading.test_reading import DEFAULTS
from tests.papers.reading.variants import FOOT, HEAD

TITLE = HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", "{}-SYT")
DECISION = TITLE.format("15/QĐ") + "\nQUYẾT ĐỊNH\nVề việc thành lập Đoàn kiểm tra\n{}" + FOOT
RULES = TITLE.format("16/QC") + "\nQUY CHẾ\nLàm việc của Sở Y tế\n{}" + FOOT
GROUNDS = "\nGIÁM ĐỐC SỞ Y TẾ\n\nCăn cứ Nghị định số 30/2020/NĐ-CP;\nTheo đề nghị của Trưởng phòng Nghiệp vụ Y.\n"


def kinds(body):
    return [(it["type"], it["attrs"].get("label"), plain(it, {})) for it in body]


def of(text):
    return kinds(read_text(text).body)


def centre(text):
    return ("centre", None, text)


def point(label, text):
    return ("point", label, f"{label} {text}")


def paragraph(text):
    return ("paragraph", None, text)


CASES = {
    "a decision": (
        DECISION, GROUNDS + "\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập Đoàn kiểm tra.\nĐiều 2. Đoàn có nhiệm vụ:\n1. Kiểm tra;\n2. Báo cáo.\n"
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký./.\n",
        [centre("GIÁM ĐỐC SỞ Y TẾ"), centre("QUYẾT ĐỊNH:"), point("Điều 1.", "Thành lập Đoàn kiểm tra."),
         point("Điều 2.", "Đoàn có nhiệm vụ:"), point("1.", "Kiểm tra;"), point("2.", "Báo cáo."),
         point("Điều 3.", "Quyết định này có hiệu lực kể từ ngày ký./.")],
    ),
    "an article with a letter, a colon, capitals, without a blank or a stop": (
        DECISION, "\nQUYẾT ĐỊNH\nĐIỀU 1: Thành lập Đoàn.\nĐiều 1a. Đoàn họp hằng tuần.\nÐiều 2.Đoàn báo cáo.\n\nĐiều 3\nQuyết định này có hiệu lực./.\n",
        [centre("QUYẾT ĐỊNH"), point("Điều 1.", "Thành lập Đoàn."), point("Điều 1a.", "Đoàn họp hằng tuần."),
         point("Điều 2.", "Đoàn báo cáo."), point("Điều 3.", "Quyết định này có hiệu lực./.")],
    ),
    "all that a scanner ran into one line": (
        DECISION, "\nQUYẾT ĐỊNH: Điều 1. Thành lập Đoàn theo Điều 5. Điều 2. Đoàn báo cáo; Điều 9. Không sửa. Điều 3. Có hiệu lực./.\n",
        [centre("QUYẾT ĐỊNH:"), point("Điều 1.", "Thành lập Đoàn theo Điều 5."),
         point("Điều 2.", "Đoàn báo cáo; Điều 9. Không sửa."), point("Điều 3.", "Có hiệu lực./.")],
    ),
    "grounds and order that ran together": (
        DECISION, "\nGIÁM ĐỐC SỞ Y TẾ\nCăn cứ Nghị định số 30/2020/NĐ-CP; Theo đề nghị của Trưởng phòng. QUYẾT ĐỊNH: Điều 1. Thành lập Đoàn./.\n",
        [centre("GIÁM ĐỐC SỞ Y TẾ"), centre("QUYẾT ĐỊNH:"), point("Điều 1.", "Thành lập Đoàn./.")],
    ),
    "chapters, sections and their names": (
        RULES,
        ("(Ban hành kèm theo Quyết định số 15/QĐ-SYT\nngày 12/8/2020 của Giám đốc Sở Y tế)\n\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\n"
        "Quy chế này quy định việc làm.\n\nCHƯƠNG II. TRÁCH NHIỆM\nMục 1\nTiếp nhận văn bản\nĐiều 2. Văn thư\na) Đăng ký;\n"
        "Mục 2. Phát hành văn bản\nĐiều 3. Ký số./.\n"),
        [centre("(Ban hành kèm theo Quyết định số 15/QĐ-SYT ngày 12/8/2020 của Giám đốc Sở Y tế)"), centre("Chương I"),
         centre("QUY ĐỊNH CHUNG"), point("Điều 1.", "Phạm vi điều chỉnh"), paragraph("Quy chế này quy định việc làm."),
         centre("CHƯƠNG II. TRÁCH NHIỆM"), centre("Mục 1"), centre("Tiếp nhận văn bản"), point("Điều 2.", "Văn thư"),
         point("a)", "Đăng ký;"), centre("Mục 2. Phát hành văn bản"), point("Điều 3.", "Ký số./.")],
    ),
    "parts with names of two lines": (
        RULES, "\nPhần thứ nhất\nTHỰC TRẠNG VÀ\nSỰ CẦN THIẾT\nTrạm y tế thiếu bác sĩ.\nPHẦN II\nGIẢI PHÁP\n1. Tuyển dụng./.\n",
        [centre("Phần thứ nhất"), centre("THỰC TRẠNG VÀ"), centre("SỰ CẦN THIẾT"), paragraph("Trạm y tế thiếu bác sĩ."),
         centre("PHẦN II"), centre("GIẢI PHÁP"), point("1.", "Tuyển dụng./.")],
    ),
    "articles that sentences cite at the beginning of a line": (
        RULES, ("\nĐiều 1. Các phòng thuộc Sở thực hiện nhiệm vụ theo quy định tại khoản 1 và\nĐiều 2. Các trung tâm y tế thực hiện theo\n"
        "Điều 3 của Nghị định này, trừ nhiệm vụ nêu tại Phần thứ hai,\nChương II và\nMục 1\nChương III của Thông tư này.\n"
        "Điều 2. Quy chế này có hiệu lực./.\n"),
        [point("Điều 1.", "Các phòng thuộc Sở thực hiện nhiệm vụ theo quy định tại khoản 1 và Điều 2. Các trung tâm y tế thực hiện theo "
               "Điều 3 của Nghị định này, trừ nhiệm vụ nêu tại Phần thứ hai, Chương II và Mục 1 Chương III của Thông tư này."),
         point("Điều 2.", "Quy chế này có hiệu lực./.")],
    ),
    "words that only begin as chapters do": (
        RULES, "\nChương trình làm việc gồm hai phần.\n\nMục tiêu đến năm 2030 là giảm bệnh.\n\nPhần lớn trạm y tế có bác sĩ.\n\nPhần vi phạm bị xử lý./.\n",
        [paragraph("Chương trình làm việc gồm hai phần."), paragraph("Mục tiêu đến năm 2030 là giảm bệnh."),
         paragraph("Phần lớn trạm y tế có bác sĩ."), paragraph("Phần vi phạm bị xử lý./.")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_articles_and_lines_in_the_middle_are_told_from_text(case):
    frame, text, expected = CASES[case]
    assert of(frame.format(text)) == expected


@pytest.mark.parametrize("case", CASES)
def test_the_markup_that_a_clerk_looks_through_says_the_same(case):
    frame, text, expected = CASES[case]
    told = to_content(read_text(frame.format(text)), defaults=DEFAULTS)
    again = from_markup(to_markup(told["body"]))
    assert kinds(again["content"]) == kinds(told["body"]["content"])
    assert set(expected) <= set(kinds(again["content"]))


def test_a_citation_at_the_end_of_full_lines_splits_no_sentence():
    cited = (
        "\nSở Y tế yêu cầu các bệnh viện tuyến tỉnh tổ chức thực hiện nghiêm các nhiệm vụ nêu ở\n"
        "Điều 12. Trung tâm y tế báo cáo kết quả thực hiện hằng tháng về Sở Y tế để tổng hợp\n"
        "và trình Ủy ban nhân dân tỉnh./.\n"
    )
    assert [kind for kind, _label, _text in of(RULES.format(cited))] == ["paragraph"]


def test_an_article_behind_an_open_sentence_in_a_paragraph_of_its_own_is_no_point():
    cited = (
        "\nCác phòng thực hiện theo quy định tại\n\nĐiều 2. Các đơn vị báo cáo Sở.\n\nHết hạn./.\n"
    )
    assert of(RULES.format(cited))[1] == paragraph("Điều 2. Các đơn vị báo cáo Sở.")


def of_word(*told):
    """Return how paragraphs of Word are read: each a text, and whether it is centred and bold."""
    letter = Document()
    for line in RULES.split("{}")[0].splitlines():
        letter.add_paragraph(line)
    for text, centred, bold in told:
        added = letter.add_paragraph()
        added.add_run(text).bold = bold
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
    for line in FOOT.splitlines():
        letter.add_paragraph(line)
    out = BytesIO()
    letter.save(out)
    return read(out.getvalue(), "x.docx").body


def test_word_says_which_lines_stand_in_the_middle():
    body = of_word(
        ("Những quy định chung", True, True), ("Điều 1. Phạm vi", False, True),
        ("Điều 2. Nguyên tắc", True, True), ("Văn bản ký số có giá trị.", False, False),
        ("Một đoạn dài canh giữa. " * 20, True, False), ("Hết./.", False, False),
    )  # fmt: skip
    assert [kind for kind, _label, _text in kinds(body)] == [
        "centre", "point", "point", "paragraph", "paragraph", "paragraph",
    ]  # fmt: skip
    # A line in the middle and the label of an article are bold by themselves.
    assert body[0]["content"] == [{"type": "text", "text": "Những quy định chung"}]
    assert body[1]["attrs"]["label"] == "Điều 1."
    assert body[1]["content"][0]["marks"] == [{"type": "strong"}]
