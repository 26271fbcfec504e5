"""The press: limits that hold, a door that is shut, and a child that is replaced."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from docflow.papers.press import Press
from docflow.rules.refusals import Refused, Unreachable

PLAIN = '<html lang="vi"><title>Thử</title><p>Ấm</p></html>'
SLOW = '<html lang="vi"><style>p{break-after:page}</style>' + "<p>x" * 20_000
BOMB = '<html lang="vi"><table><tr><td colspan="99999999">x</td></tr></table></html>'


def test_a_bomb_is_killed_within_its_limit_and_the_next_job_works(press):
    began = time.monotonic()
    with pytest.raises(Unreachable, match=r"render\.(timeout|memory)"):
        press.print(BOMB, seconds=2)
    assert time.monotonic() - began < 3
    assert press.print(PLAIN, seconds=20).pages == 1


def test_a_job_that_takes_too_long_is_killed(press):
    with pytest.raises(Unreachable, match=r"render\.timeout"):
        press.print(SLOW, seconds=1)
    assert press.print(PLAIN, seconds=20).pages == 1


def test_a_document_that_wants_all_memory_is_stopped(press):
    hungry = '<html lang="vi"><p>' + "<b>" * 400 + "x" * 30_000_000
    with pytest.raises(Unreachable, match=r"render\."):
        press.print(hungry, seconds=6)
    assert press.print(PLAIN, seconds=20).pages == 1


def test_a_child_that_dies_in_a_job_is_replaced():
    press = Press()
    press.warm()
    child = press._idle.queue[0]._process.pid
    thread = threading.Timer(0.5, os.kill, (child, signal.SIGKILL))
    thread.start()
    with pytest.raises(Unreachable, match=r"render\.died"):
        press.print(SLOW, seconds=20)
    assert press.print(PLAIN, seconds=20).pages == 1
    press.close()


def test_a_child_that_died_between_jobs_costs_nobody_an_answer():
    press = Press()
    press.warm()
    os.kill(press._idle.queue[0]._process.pid, signal.SIGKILL)
    time.sleep(0.1)
    assert press.print(PLAIN, seconds=20).pages == 1
    press.close()


@pytest.mark.parametrize(
    "asking",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="data:image/png;base64,AAAA">',
        "<style>@import url(file:///etc/passwd)</style>",
        "<style>@font-face{font-family:x;src:url(file:///etc/passwd)}</style>",
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<p style="background:url(http://localhost/a.png)">x</p>',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<object data="file:///etc/passwd"></object>',
        '<base href="file:///etc/"><img src="passwd">',
        '<svg width="9" height="9"><image href="file:///etc/passwd" width="9" height="9"/></svg>',
    ],
)
def test_a_document_that_asks_for_an_address_is_refused(asking, press):
    with pytest.raises(Refused) as refusal:
        press.print(f'<html lang="vi"><title>x</title>{asking}<p>x</p></html>', seconds=20)
    assert refusal.value.code == "paper.foreign_url"


def test_small_pages_of_their_own_size_use_the_same_font(press, see):
    mark = (
        '<html lang="vi"><title>Dấu</title><style>@page{size:45mm 24mm;margin:1mm}</style>'
        '<p id="giua">CHỮ KÝ THỬ NGHIỆM</p></html>'
    )
    printed = press.print(mark, seconds=20, variant=None, tags=False)
    seen = see(printed.bytes)
    assert "127.559 x 68.0315" in seen.facts()["Page size"]
    assert "Liberation-Serif" in seen.fonts()[0][0]
    assert printed.boxes["giua"].page == 1


def test_many_threads_share_one_child(press):
    pages: list[int] = []
    threads = [
        threading.Thread(target=lambda: pages.append(press.print(PLAIN, seconds=30).pages))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert pages == [1] * 12


def test_a_busy_press_says_so_after_the_time_it_was_given(press):
    slow = threading.Thread(target=lambda: _quietly(press))
    slow.start()
    time.sleep(0.3)
    with pytest.raises(Unreachable, match=r"render\.busy"):
        press.print(PLAIN, seconds=0.3)
    slow.join()


def _quietly(press: Press) -> None:
    with pytest.raises(Unreachable):
        press.print(SLOW, seconds=2)


def test_a_closed_press_leaves_no_process_behind():
    press = Press()
    press.warm()
    process = press._idle.queue[0]._process
    press.close()
    assert process.poll() is not None
    with pytest.raises(Unreachable, match=r"render\.closed"):
        press.print(PLAIN, seconds=5)
