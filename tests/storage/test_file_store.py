"""What the store promises: the same bytes back, or a clear word that they are not."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from docflow.rules.refusals import Refused, Unreachable
from docflow.storage.store import Damaged, FileStorage, MemoryStorage, Storage

CONTENT = "Sở Y tế hướng dẫn cài đặt ứng dụng".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["file", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    made: dict[str, Callable[[], Storage]] = {
        "file": lambda: FileStorage(tmp_path / "files"),
        "memory": MemoryStorage,
    }
    return made[request.param]()


def test_content_comes_back_under_its_hash(storage: Storage) -> None:
    assert storage.put(CONTENT) == SHA256
    assert storage.get(SHA256) == CONTENT
    assert storage.has(SHA256)
    assert not storage.has("0" * 64)


def test_an_unknown_file_is_reported_as_missing(storage: Storage) -> None:
    with pytest.raises(Damaged) as problem:
        storage.get("0" * 64)
    assert problem.value.kind == "missing"
    assert problem.value.permanent


def test_all_lists_each_file_once_in_order(storage: Storage) -> None:
    names = {storage.put(content) for content in (b"a", b"b", b"c", b"a", b"")}
    listed = list(storage.all())
    assert [stored.sha256 for stored in listed] == sorted(names)
    assert sorted(stored.size for stored in listed) == [0, 1, 1, 1]


def test_a_removed_file_is_gone_and_removing_twice_is_no_error(storage: Storage) -> None:
    storage.put(CONTENT)
    storage.remove(SHA256)
    storage.remove(SHA256)
    assert not storage.has(SHA256)


def test_the_file_lies_by_its_hash_read_only_and_no_half_remains(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path)
    storage.put(CONTENT)
    place = tmp_path / SHA256[:2] / SHA256[2:4] / SHA256
    assert storage.path(SHA256) == place
    assert stat.S_IMODE(place.stat().st_mode) == 0o440
    assert list((tmp_path / "incoming").iterdir()) == []


def test_the_same_content_is_written_only_once(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path)
    storage.put(CONTENT)
    first = storage.path(SHA256).stat()
    storage.put(CONTENT)
    assert storage.path(SHA256).stat().st_ino == first.st_ino


def test_one_changed_byte_is_noticed_at_reading_and_healed_by_the_next_put(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path)
    storage.put(CONTENT)
    place = storage.path(SHA256)
    place.chmod(0o640)
    place.write_bytes(CONTENT[:-1] + b"X")
    with pytest.raises(Damaged) as problem:
        storage.get(SHA256)
    assert problem.value.kind == "changed"
    storage.put(CONTENT)
    assert storage.get(SHA256) == CONTENT


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_digest_becomes_a_path(tmp_path: Path, name: str) -> None:
    storage = FileStorage(tmp_path)
    for ask in (storage.get, storage.has, storage.path, storage.remove):
        with pytest.raises(Refused, match=r"file\.malformed"):
            ask(name)


def test_a_half_left_by_a_crash_is_never_listed_and_is_swept(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path)
    storage.put(CONTENT)
    old, young = tmp_path / "incoming" / "old", tmp_path / "incoming" / "young"
    for half in (old, young):
        half.write_bytes(b"half")
    os.utime(old, (1, 1))
    assert [stored.sha256 for stored in storage.all()] == [SHA256]
    assert storage.sweep() == 1
    assert young.exists()
    assert not old.exists()


def test_a_folder_that_cannot_be_written_is_unreachable_and_may_be_tried_again(
    tmp_path: Path,
) -> None:
    (tmp_path / "files").write_text("not a folder")
    with pytest.raises(Unreachable) as problem:
        FileStorage(tmp_path / "files").put(CONTENT)
    assert not problem.value.permanent


def test_processes_that_write_the_same_content_leave_one_whole_file(tmp_path: Path) -> None:
    content = b"x" * 300_000
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_put, args=(tmp_path, content)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert FileStorage(tmp_path).get(hashlib.sha256(content).hexdigest()) == content
    assert list((tmp_path / "incoming").iterdir()) == []


def _put(folder: Path, content: bytes) -> None:
    for _ in range(5):
        FileStorage(folder).put(content)
