"""The signature blocks of a foot: posts and names, also where they ran into one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .agencies import begins_name, goes_on, mend
from .lines import is_capital, same, words
from .model import Beside, Reading
from .posts import (
    SURNAME,
    authority_of,
    begins_post,
    is_name,
    is_name_anyhow,
    is_role,
    is_signed_mark,
    unmarked,
)
from .runs import cut_posts

_HELPS = re.compile(
    r"thu ky|uy vien|nguoi|ke toan|thu quy|thanh vien|(?:dai dien )?(?:ben b|co so|don vi|ho|cong ty|phong kham|nha thau)(?!\w)"
)

#: Nobody looks for who signs side by side behind so many.
_MOST = 50


@dataclass
class Signer:
    """Who signs: the lines above the name, and what stands under them.

    One who ``is_left`` signs side by side with the next.
    """

    posts: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    is_left: bool = False

    @property
    def is_named(self) -> bool:
        """Tell whether both a post and a person's name were seen."""
        return bool(self.posts and any(map(is_name_anyhow, self.names)))

    @property
    def is_beside(self) -> bool:
        """Tell whether he may sign beside another: his part is named, or he himself."""
        return self.is_named or bool(self.posts and not self.names and is_role(self.posts[0]))

    @property
    def name(self) -> str:
        """The person's name, or an empty text."""
        return self.names[-1] if self.is_named else ""


def take(signers: list[Signer], text: str) -> None:
    """Take a line of the signature blocks into ``signers``."""
    bare = unmarked(words(text).strip(" *_,:"))
    if not bare or is_signed_mark(bare):
        return
    last = signers[-1] if signers else None
    if begins_post(bare) or is_role(bare):
        # Who stands with his name above a post signs beside the one below.
        if last is None or last.names:
            last = Signer()
            signers.append(last)
        last.posts += [post.rstrip(".") for post in cut_posts(bare)]
        return
    if last is None:
        last = Signer()
        signers.append(last)
    if last.posts and is_capital(bare) and not last.names and not is_name_anyhow(bare):
        last.posts[-1] = f"{last.posts[-1]} {bare}"
    else:
        last.names.append(bare)


def take_beside(signers: list[Signer], columns: list[str], *, is_right: bool) -> bool:
    """Take a line of those who sign side by side; False where it is no such line.

    :param is_right: blanks stand before its only column, so that it belongs to the right one.
    """
    group = _group(signers)
    texts = [unmarked(words(text).strip(" *_,:")) for text in columns]
    if len(texts) > 1 and all(begins_post(text) or is_role(text) for text in texts):
        if not group or any(one.names for one in group):
            group = [*(Signer(is_left=True) for _ in texts[1:]), Signer()]
            signers += group
        return _take_row(group, texts, as_names=False)
    if not group:
        return False
    if len(texts) == 1:
        return len(group) == 2 and _take_alone(group, texts[0], is_right=is_right)
    posts = not any(one.names for one in group) and _go_on(texts)
    names = all(is_signed_mark(text) or is_name(text) for text in texts)
    return (posts or names) and _take_row(group, texts, as_names=not posts)


def _group(signers: list[Signer]) -> list[Signer]:
    """Return those who sign side by side: the first who has somebody at his right, and they."""
    first = next((at for at, one in enumerate(signers[:_MOST]) if one.is_left), None)
    if first is None:
        return []
    last = next((at for at in range(first, len(signers)) if not signers[at].is_left), first)
    return signers[first : last + 1]


def _take_row(group: list[Signer], texts: list[str], *, as_names: bool) -> bool:
    """Give everybody of the group the text of his column, where there is one for each."""
    if len(texts) != len(group):
        return False
    for signer, text in zip(group, texts, strict=True):
        if not as_names:
            _take_post(signer, text)
        elif not is_signed_mark(text):
            signer.names.append(text)
    return True


def _take_alone(group: list[Signer], text: str, *, is_right: bool) -> bool:
    """Take a line with one column, which belongs to one of two."""
    if not (begins_post(text) or is_name(text)):
        return False
    one = group[is_right or bool(group[0].names)]
    (one.posts if begins_post(text) and not one.names else one.names).append(text)
    return True


def _go_on(texts: list[str]) -> bool:
    """Tell whether two columns go on with posts: one names a post, the other an office."""
    posts = [begins_post(text) for text in texts]
    offices = [is_capital(text) and (begins_name(text) or goes_on(text)) for text in texts]
    return all(map(any, zip(posts, offices, strict=True)))


def _take_post(signer: Signer, text: str) -> None:
    """Add a post, or go on with the last one by the name of its office."""
    if signer.posts and not begins_post(text):
        signer.posts[-1] = f"{signer.posts[-1]} {text}"
    else:
        signer.posts += cut_posts(text)


def settle(signers: list[Signer], reading: Reading) -> None:
    """Set authority, posts and signer; who signs beside him is told as a doubt."""
    signers = [one for signer in signers for one in _apart(signer)]
    main = _main(signers)
    posts = [mend(post, reading) for post in main.posts]
    reading.posts_typed = tuple(posts)
    reading.authority, told = authority_of(posts)
    reading.posts = tuple(told)
    named = [name for name in main.names if is_name_anyhow(name)]
    reading.signer = named[-1] if named else None
    reading.beside = tuple(
        Beside(tuple(one.posts), one.name, after=at > signers.index(main))
        for at, one in enumerate(signers)
        if one is not main and one.is_beside
    )
    for one in reading.beside:
        named_so = f": {one.name}" if one.name else ""
        reading.doubt("signature.second", f"{' / '.join(one.posts)}{named_so}")
    for signer in signers:
        if signer is not main and signer.is_beside:
            continue
        for text in (*(signer.posts if signer is not main else ()), *signer.names):
            if text != reading.signer:
                reading.doubt("foot.left_out", text)
    if not posts:
        reading.doubt("authority.missing")
    if reading.signer is None:
        reading.doubt("signer.missing")


def _apart(signer: Signer) -> list[Signer]:
    """Part two who sign side by side: all posts were read before both names."""
    named = [one for name in signer.names for one in _two_names(name, signer)]
    real = [name for name in named if is_name_anyhow(name)]
    if len(real) == 1 and len(signer.posts) > 1 and all(map(is_role, signer.posts[:2])):
        # Two parts and one name: the first has not signed.
        return [Signer(signer.posts[:1]), Signer(signer.posts[1:], named)]
    if len(real) < 2 or len(signer.posts) < 2:
        return [Signer(signer.posts, named)]
    if len(signer.posts) == len(real):
        pairs = zip(signer.posts, real, strict=True)
        return [Signer([post], [name]) for post, name in pairs]
    if is_role(signer.posts[0]):
        return [Signer(signer.posts[:1], real[:1]), Signer(signer.posts[1:], real[1:])]
    return [Signer(signer.posts, named)]


def _two_names(name: str, signer: Signer) -> list[str]:
    """Cut a line that holds the names of two, at the only surname within."""
    if len(signer.posts) < 2 or len(name.split()) < 4 or not is_role(signer.posts[0]):
        return [name]
    later = [one.start() for one in SURNAME.finditer(name) if one.start()]
    at = later[-1] if later else 0
    first, second = name[:at].strip(), name[at:].strip()
    return [first, second] if at and is_name_anyhow(first) and is_name_anyhow(second) else [name]


def _main(signers: list[Signer]) -> Signer:
    """Return who signs for the agency: not the secretary, nor who only drew a table up."""
    whole = [one for one in signers if one.is_named] or [one for one in signers if one.posts]
    first = [one for one in whole if not _HELPS.match(same(one.posts[0]))]
    named = [one for one in signers if any(map(is_name_anyhow, one.names))]
    return next(iter([*first, *whole, *named]), Signer())
