"""Signatures that ran into one line, of their own or with a line of *Nơi nhận*."""

from __future__ import annotations

import re

from .lines import is_capital, same, words
from .posts import (
    BODY_FIRST,
    POST_FIRST,
    PREFIX,
    ROLE,
    SURNAME,
    is_name,
    is_name_anyhow,
    is_signed_mark,
    unmarked,
)

#: No line of a foot is longer; a longer one is not cut.
_LONGEST = 1_500
_WORD = re.compile(r"\S+")
_MARK = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")


def split_off(text: str, *, listed: bool) -> tuple[str, list[str]]:
    """Cut a line of a foot before the posts and the name that ran into it.

    :param listed: it is a line of *Nơi nhận*, so that something must stand before them.

    ``"- Như trên; PHÓ GIÁM ĐỐC Lê Văn A"`` → ``("- Như trên;", ["PHÓ GIÁM ĐỐC", "Lê Văn A"])``.
    """
    if len(text) > _LONGEST:
        return text, []
    folded = same(text)
    for word in _WORD.finditer(text):
        if not _begins(text, folded, word.start(), listed=listed):
            continue
        end = _capitals_end(text, word.start())
        posts, rest = text[word.start() : end], text[end:]
        names = _after(rest)
        if names is not None and not posts.rstrip().endswith(";"):
            posts, name = _without_name(posts) if not names else (posts, "")
            return text[: word.start()].strip(), [posts.strip(" .,"), *names, *filter(None, [name])]
    found = re.match(r"^(.*[;.])\s+(\S.*)$", text) if listed else None
    if found and is_name(found[2]) and not found[2].endswith(".") and not _is_degree(found[1]):
        return found[1], [found[2]]
    return text, []


def cut_posts(text: str) -> list[str]:
    """Cut posts that stand in one line.

    ``"KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"`` → two; ``"GIÁM ĐỐC KIÊM CHỦ TỊCH HỘI ĐỒNG"`` stays one.
    """
    cuts = [0]
    folded = same(text)
    for word in list(_WORD.finditer(text))[1:]:
        at = word.start()
        before = text[cuts[-1] : at]
        if PREFIX.match(text, at) or _follows(before, folded, at):
            cuts.append(at)
    ends = [*cuts[1:], len(text)]
    return [text[at:end].strip() for at, end in zip(cuts, ends, strict=True)]


def _begins(text: str, folded: str, at: int, *, listed: bool) -> bool:
    """Tell whether posts begin at this word, and the words before it belong to something else."""
    sign = PREFIX.match(text, at)
    title = sign.end() if sign else at
    found = POST_FIRST.match(folded, title) or BODY_FIRST.match(folded, title)
    found = found or (ROLE.match(folded, at) if not listed else None)
    if found is None or not is_capital(text[at : found.end()]) or (not sign and _is_body(found)):
        return False
    before = text[:at].rstrip(" -–+*•")
    if not before:
        return not listed
    # A word in capitals goes on with the name before it, unless that one has ended.
    tail = before.split()[-1]
    return bool(sign) or before.endswith((";", ".", ":", ")", ",")) or not is_capital(tail)


def _is_body(found: re.Match[str]) -> bool:
    return found.re is BODY_FIRST


def _capitals_end(text: str, at: int) -> int:
    """Return where the words in capitals that begin at ``at`` end."""
    end = at
    for word in _WORD.finditer(text, at):
        letters = [letter for letter in word[0] if letter.isalpha()]
        is_high = letters and all(letter.isupper() for letter in letters)
        if not is_high or word[0][0] in "([":
            break
        end = word.end()
        if word[0].endswith(";"):
            break
    return end


def _after(rest: str) -> list[str] | None:
    """Return the name after the posts; None where what follows can be no signature."""
    bare = words(_MARK.sub(lambda it: "" if is_signed_mark(it[0]) else it[0], rest)).strip(" .,*_:")
    if not bare or is_signed_mark(bare):
        return []
    bare = unmarked(bare)
    return [bare] if is_name_anyhow(bare) else None


def _without_name(posts: str) -> tuple[str, str]:
    """Cut a name in capitals off the end of the posts: it begins with a surname."""
    found = list(SURNAME.finditer(posts))
    first = next((one for one in found if one.start()), None)
    if first and is_name(posts[first.start() :].strip(" .,").title()):
        return posts[: first.start()], posts[first.start() :].strip(" .,")
    return posts, ""


def _follows(before: str, folded: str, at: int) -> bool:
    """Tell whether a second post begins at ``at``: after an abbreviation, or a second role."""
    sign, role = PREFIX.match(before), ROLE.match(same(before))
    if role and role.end() <= len(before.rstrip()):
        return bool(ROLE.match(folded, at)) and not same(before).strip().endswith(
            ("nguoi", "dai dien")
        )
    if not sign or not before[sign.end() :].strip() or not POST_FIRST.match(folded, at):
        return False
    # "KT. CHỦ TỊCH HỘI ĐỒNG": only a deputy signs for somebody.
    return folded.startswith("pho", at) or re.sub(r"[\s.]", "", sign["sign"]) != "KT"


def _is_degree(text: str) -> bool:
    return is_name(f"{text} Lê Văn") and len(text.split()) < 4
