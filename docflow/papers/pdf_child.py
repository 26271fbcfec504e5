"""A process of its own that looks into one foreign PDF: reads it from stdin, answers in JSON.

It is run by its path and imports nothing of docflow. Whatever a hostile file does to the reader,
swelling, looping, nesting without end, happens here, under limits of memory and time.
"""

from __future__ import annotations

import json
import logging
import re
import resource
import sys
from io import BytesIO
from typing import Any

MEMORY = 1 << 30
SECONDS = 10
MOST_PAGES = 2_000
#: The smallest first page in points on which the line of the seal has room: 95 × 60 mm.
LEAST_WIDTH, LEAST_HEIGHT = 270.0, 170.0

# Names that make a reader run, fetch, send or unpack something; a paper needs none of them.
_ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|ImportData|SubmitForm|GoToE|Movie"
    rb"|XFA(?=[\s\[(<\d]))(?![A-Za-z])"
)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")


def main() -> None:
    """Answer ``{pages, signatures}`` or ``{refused, …}``; a death without an answer means neither."""
    content = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    try:
        answer = look(content)
    except MemoryError:
        answer = {"refused": "enclosure.too_complex"}
    except Exception:  # noqa: BLE001 - a broken file fails in ways nobody can list.
        answer = {"refused": "enclosure.broken"}
    sys.stdout.write(json.dumps(answer))


def look(content: bytes) -> dict[str, Any]:
    """Return what the file is, or why it is refused."""
    # Imported under the limits of this process.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(content))
    if reader.encrypted:
        return {"refused": "enclosure.encrypted"}
    if found := _active(content) or _in_streams(reader):
        return {"refused": "enclosure.active", "name": found}
    if "/DocMDP" in reader.root.get("/Perms", {}):
        return {"refused": "enclosure.certified"}
    pages = int(reader.root["/Pages"]["/Count"])
    if not 1 <= pages <= MOST_PAGES:
        return {"refused": "enclosure.pages", "most": MOST_PAGES}
    # Just what the signer will do: a file that cannot be opened so cannot be sealed later.
    page = IncrementalPdfFileWriter(BytesIO(content)).find_page_for_modification(0)[0].get_object()
    if not _has_room(page):
        return {"refused": "enclosure.page_size"}
    fields = [one.field_name for one in reader.embedded_signatures]
    return {"pages": pages, "signatures": fields}


def _active(content: bytes) -> str:
    found = _ACTIVE.search(_ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), content))
    return found[1].decode() if found else ""


def _in_streams(reader: Any) -> str:
    """Look into the streams that hold compressed objects, wherever a reader would find them."""
    for revision in range(reader.xrefs.total_revisions):
        for reference in reader.xrefs.object_streams_used_in(revision):
            if found := _active(reference.get_object().data):
                return found
    return ""


def _has_room(page: Any) -> bool:
    """Tell whether the line of the seal has room, at the size that the decree wants."""
    box = inherited(page, "/CropBox") or inherited(page, "/MediaBox")
    x0, y0, x1, y1 = (float(edge) for edge in box)
    width, height = abs(x1 - x0), abs(y1 - y0)
    if int(inherited(page, "/Rotate") or 0) % 180:
        width, height = height, width
    in_points = float(page.get("/UserUnit", 1)) == 1
    return in_points and width >= LEAST_WIDTH and height >= LEAST_HEIGHT


def inherited(page: Any, name: str) -> Any:
    """Return an entry of the page, or of the nearest node above that has it."""
    for _ in range(50):
        if name in page:
            return page[name]
        if "/Parent" not in page:
            return None
        page = page["/Parent"]
    return None


if __name__ == "__main__":
    main()
