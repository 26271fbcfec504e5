"""Our own style sheets, scripts and fonts under an address that changes when one of them does.

A browser asks for each once and keeps it; the next release has addresses of its own. The version is
a folder of the address, so that what a style sheet names beside itself, its fonts, has it too.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app

_YEAR = 365 * 24 * 3600
_VERSIONED = re.compile(r"(?P<version>[0-9a-f]{12})/(?P<name>.+)")


class Pages(Blueprint):
    """A blueprint whose static files carry the version of their folder in their address."""

    def __init__(self, name: str, import_name: str, **settings: Any) -> None:
        super().__init__(name, import_name, **settings)
        self.url_defaults(self._add_version)

    @property
    def version(self) -> str:
        """Return the version of the static folder as it was when first asked for."""
        return version_of(Path(self.static_folder or ""))

    def send_static_file(self, filename: str) -> Response:
        """Send a file, to be kept for a year where its address names the version it has.

        Another version is that of a page older, or a process newer, than this one: it gets the
        file that is here, and asks again the next time.
        """
        found = _VERSIONED.fullmatch(filename)
        if found is None:
            return super().send_static_file(filename)
        response = super().send_static_file(found["name"])
        if found["version"] == self.version and not current_app.debug:
            response.cache_control.no_cache = None
            response.cache_control.public = True
            response.cache_control.max_age = _YEAR
            response.cache_control.immutable = True
        return response

    def _add_version(self, endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == f"{self.name}.static" and "filename" in values:
            values["filename"] = f"{self.version}/{values['filename']}"


@cache
def version_of(folder: Path) -> str:
    """Return twelve hex digits that tell the files of a folder, by name and content."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
