"""Rules on sentences: citations, capitals, doubled words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import capitals
from .draft import Draft, Passage
from .finding import CAPITALS, HABIT, LAYOUT, Severity, Spot, rule, spot
from .spans import LOWER, STARTERS, TYPES, UPPER

_CITABLE = "Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Công văn|Công điện|Kế hoạch|Thông báo"
_URGENT = r"(?:\s+(?:khẩn|thượng khẩn|hỏa tốc|hoả tốc))?"
_ISSUERS = (
    "Chính phủ|Thủ tướng|Chủ tịch|UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Bộ|Sở|Cục|Tổng cục|Ban|Quốc hội"
)
_NUMBERED = re.compile(
    rf"\b(?:{_CITABLE}){_URGENT}\s+(?:số\s*)?(?P<number>\d+/[\w/-]+[\wĐđ])(?P<rest>[^;]{{0,60}})"
)
_UNNUMBERED = re.compile(
    rf"\b(?:{_CITABLE}){_URGENT}\s+(?:số\s*/\S*|ngày\s+\d|của\s+(?:{_ISSUERS})\b[^;.]{{0,300}}?\s(?:về|V/v)\s)"
)
_DAY = re.compile(r"^\s*,?\s*ngày\s+\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}| tháng \d{1,2} năm \d{4})")
_SEMICOLON = re.compile(
    rf"(?P<mark>;)(?P<gap>\s+)(?P<word>[{UPPER}][^\W\d_]*)(?P<next> [{UPPER}])?"
)
_LEGITIMATE = frozenset(
    [
        "Sở",
        "Bộ",
        "Ban",
        "Ủy",
        "Uỷ",
        "Giám",
        "Phó",
        "Thủ",
        "Nhân",
        "Nhà",
        "Đảng",
        "Quốc",
        "Hội",
        "Cục",
        "Tổng",
        "Viện",
        "Luật",
        "Thứ",
        "Tết",
    ]
)
# Of these the second word is small, and still it is an agency or a person.
_BODY = re.compile(
    r"(?:Bệnh viện|Trung tâm|Công an|Kho bạc|Tỉnh (?:đoàn|ủy|uỷ)|Liên đoàn|Chi cục|Thanh tra"
    r"|Văn phòng|Trạm (?:y tế|Y tế)|Công ty|Bảo hiểm xã hội|Mặt trận|Ông|Bà|Bác sĩ|Điều dưỡng"
    r"|Dược sĩ|Chính phủ)(?!\w)|(?:Quận|Phường|Điều|Mục|Phụ lục) \d|(?:Phần|Chương|Mục|Phụ lục) [IVXL]+\b"
)
_DOUBLED_APP = re.compile(
    r"\b(?P<first>[Ứứ]ng dụng)(?P<again>(?:\s+(?:App|app|APP))+)\b(?!\s+Store)"
)
# "luôn luôn", "dần dần" are words; of these a double is a slip of the hand.
_TWICE = re.compile(
    r"(?<![\w-])(?P<word>các|những|của|và|là|được|bị|cho|trong|ngoài|trên|về|theo|tại|với|đã|sẽ"
    r"|để|khi|này|một|đến|do|từng đơn vị|đơn vị)(?P<again>(?:\s+(?P=word))+)(?![\w-])",
    re.IGNORECASE,
)
_BIG_PART = re.compile(rf"(?<=[{LOWER},;(] )(?:Khoản(?= \d)|Điểm(?= [a-zđ]\b(?!\))))")
_SMALL_PART = re.compile(
    r"(?<![\w-])(?:(?<!\d )(?<!các )(?<!những )(?<!mấy )điều(?= \d+\b)"
    r"|(?:chương|phần)(?= [IVXL]+\b)|(?:tiểu mục|mục)(?= [IVXL\d]+ (?:Mục|Chương|Phần)\b))"
)
_TOKEN = re.compile(r"\S+")
_MID_SENTENCE = re.compile(rf"(?<=[{LOWER},] )[{UPPER}][^\W\d_]*")
_CITED_TYPE = re.compile(rf"(?:{TYPES})\b{_URGENT}\s+(?:số|\d|ngày|của)")
_SMALL_START = re.compile(
    rf"(?:(?<=[{LOWER}]{{3}}[.?!] )|(?<=[{LOWER}]{{3}} [.?!] ))[{LOWER}](?=[^\W\d_]*\s)"
)


@rule("citation.no_number", f"{LAYOUT}.6.b", Severity.WARNING)
def citation_no_number(draft: Draft) -> Iterator[Spot]:
    """Find a cited document without its number."""
    for passage in draft.body:
        for found in _UNNUMBERED.finditer(passage.text):
            if not passage.is_title(found.start(), found.start() + 1):
                yield spot(passage, found.span())


@rule("citation.no_date", f"{LAYOUT}.6.b", Severity.WARNING)
def citation_no_date(draft: Draft) -> Iterator[Spot]:
    """Find the first citation of a document that does not give its date."""
    seen: set[str] = set()
    for passage in draft.body:
        for found in _NUMBERED.finditer(passage.text):
            number = found["number"].casefold()
            in_title = passage.is_title(found.start(), found.end("number"))
            if number not in seen and not in_title and not _DAY.match(found["rest"]):
                yield spot(passage, (found.start(), found.end("number")), number=found["number"])
            seen.add(number)


@rule("wording.capital_after_semicolon", f"{CAPITALS}, mục I", Severity.WARNING)
def capital_after_semicolon(draft: Draft) -> Iterator[Spot]:
    """Find a clause after a semicolon that begins like a sentence."""
    known = {word for passage in draft.texts for word in _MID_SENTENCE.findall(passage.text)}
    for passage in draft.texts:
        for found in _SEMICOLON.finditer(passage.text):
            word = found["word"]
            if _is_name(passage, found, known):
                continue
            yield spot(
                passage,
                (found.start("mark"), found.end("word")),
                ("full_stop", f".{found['gap']}{word}"),
                ("small_letter", f";{found['gap']}{word[0].lower()}{word[1:]}"),
                word=word,
            )


def _is_name(passage: Passage, found: re.Match[str], known: set[str]) -> bool:
    """Tell whether the word after the semicolon has its capital by right."""
    word, start = found["word"], found.start("word")
    if any(one.match(passage.text, start) for one in (_CITED_TYPE, _BODY)):
        return True
    if capitals.name_at(passage.text, start):
        return True
    if word in STARTERS:
        return False
    return word in _LEGITIMATE or word in known or bool(found["next"]) or word.isupper()


@rule("wording.small_start", f"{CAPITALS}, mục I", Severity.WARNING)
def small_start(draft: Draft) -> Iterator[Spot]:
    """Find a sentence or a block that begins with a small letter."""
    for passage in draft.body:
        places = [found.start() for found in _SMALL_START.finditer(passage.text)]
        if passage.text[0].islower():
            places.insert(0, 0)
        for start in places:
            if (found := _TOKEN.match(passage.text, start)) and _is_word(passage, found):
                word = found[0]
                # "sở y tế" gets all its capitals at once.
                right = capitals.agency_at(passage.text, start) or word[0].upper() + word[1:]
                place = (start, start + len(right))
                yield spot(passage, place, ("capital", right), word=word)


def _is_word(passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether a sentence begins with a word; "pH", "mg/l" and an address keep their letters."""
    word = found[0].rstrip(".,;:!?)”")
    return not (
        passage.is_address(*found.span()) or re.search(r"[\d/@]|\.\w", word) or word != word.lower()
    )


@rule("wording.part_capital", f"{CAPITALS}, mục V.7", Severity.ADVICE)
def part_capital(draft: Draft) -> Iterator[Spot]:
    """Find "Khoản 2" or "điều 5" of a cited document: khoản and điểm are small, the rest is not."""
    for passage in draft.body:
        for found in _BIG_PART.finditer(passage.text):
            yield spot(passage, found.span(), ("small_letter", found[0].lower()))
        for found in _SMALL_PART.finditer(passage.text):
            yield spot(passage, found.span(), ("capital", found[0][0].upper() + found[0][1:]))


@rule("wording.doubled_app", HABIT, Severity.ADVICE)
def doubled_app(draft: Draft) -> Iterator[Spot]:
    """Find "ứng dụng App", which says the same thing twice."""
    for passage in draft.texts:
        for found in _DOUBLED_APP.finditer(passage.text):
            yield spot(passage, found.span(), ("say_once", found["first"]))


@rule("wording.repeated_word", HABIT, Severity.WARNING)
def repeated_word(draft: Draft) -> Iterator[Spot]:
    """Find "các các": a word typed twice."""
    for passage in draft.texts:
        for found in _TWICE.finditer(passage.text):
            yield spot(passage, found.span(), ("say_once", found["word"]), word=found["word"])
