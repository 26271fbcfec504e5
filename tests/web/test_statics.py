"""Style sheets and scripts are asked for once, and again when they have changed."""

from __future__ import annotations

import re

import pytest

from docflow.web import statics


@pytest.fixture
def addresses(client):
    """The addresses of the sign-in page's own files."""
    return re.findall(r'(?:href|src)="(/docflow-static/[^"]+)"', client.get("/sign-in").text)


def fetched(client, address):
    """Fetch a file and close it: its status, how long it may be kept, its text."""
    with client.get(address) as answer:
        text = answer.text if answer.mimetype.startswith("text") else ""
        return answer.status_code, answer.headers["Cache-Control"], text


def test_every_file_of_a_page_is_kept_for_a_year(client, addresses):
    assert len(addresses) > 4
    for one in addresses:
        assert fetched(client, one)[:2] == (200, "public, max-age=31536000, immutable")


def test_what_a_style_sheet_names_beside_itself_is_kept_too(client, addresses):
    sheet = next(one for one in addresses if one.endswith("/docflow.css"))
    fonts = re.findall(r"url\((fonts/[^)]+)\)", fetched(client, sheet)[2])
    assert fonts
    for font in fonts:
        assert "immutable" in fetched(client, sheet.replace("docflow.css", font))[1]


@pytest.mark.parametrize("version", ["", "0123456789ab/"])
def test_an_address_of_another_version_is_answered_and_asked_for_again(client, version):
    assert fetched(client, f"/docflow-static/{version}docflow.css")[:2] == (200, "no-cache")


def test_a_developer_sees_each_change_at_once(app, client, addresses):
    app.debug = True
    assert fetched(client, addresses[-1])[:2] == (200, "no-cache")


@pytest.mark.parametrize("name", ["0123456789ab/../../app.py", "0123456789ab/none.css"])
def test_nothing_beside_the_folder_is_sent(client, name):
    assert client.get(f"/docflow-static/{name}").status_code == 404


def test_the_version_tells_names_and_contents(tmp_path):
    def told(**files):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_text(content)
        return statics.version_of(folder)

    versions = [told(a="1"), told(a="2"), told(b="1"), told(a="1", b="")]
    assert len(set(versions)) == 4
    assert told(a="1") == versions[0]
