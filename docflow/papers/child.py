"""The press's child process: reads jobs from stdin, prints them with WeasyPrint, answers.

It is run by its path and imports nothing of docflow, so that it starts fast and knows no database,
no key and no setting. Its arguments are the folders of the fonts and of the layouts.
"""

from __future__ import annotations

import json
import logging
import os
import re
import resource
import struct
import sys
from pathlib import Path
from typing import IO, Any

MEMORY = 1 << 30

_LAYOUT = re.compile(r'<html[^>]*\bdata-layout="([a-z0-9_]+)"')
_FACES = (
    ("Regular", "normal", "normal"),
    ("Bold", "bold", "normal"),
    ("Italic", "normal", "italic"),
    ("BoldItalic", "bold", "italic"),
)
_WARMING = (
    '<html lang="vi" data-layout="decree30"><title>Ấm</title><article class="paper">'
    '<p class="paper-tight">Ấm <b>Ấm</b> <i>Ấm <b>Ấm</b></i></article>'
)


def main(fonts: Path, layouts: Path) -> None:
    """Answer jobs until the pipe is closed."""
    pipe_in, pipe_out = sys.stdin.buffer, _own_stdout()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        printer = Printer(fonts, layouts)
    except Exception as failure:  # noqa: BLE001
        # A missing system library shows itself at import; the parent says so in one plain line.
        send(pipe_out, {"failed": "render.not_ready", "detail": str(failure)[:500]})
        return
    pages = _Pages()
    send(pipe_out, {"ready": True})
    while (job := receive(pipe_in)) is not None:
        order, html = job
        _limit_cpu(order["seconds"])
        pages.pipe = pipe_out if order.get("tell") else None
        send(pipe_out, *_answer(printer, order, html))


def send(pipe: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message: two lengths, a JSON head, a body of bytes."""
    packed = json.dumps(head).encode()
    pipe.write(struct.pack("!II", len(packed), len(body)) + packed)
    pipe.write(body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read one message, or None when the other side has gone."""
    lengths = pipe.read(8)
    if len(lengths) < 8:
        return None
    head, body = struct.unpack("!II", lengths)
    return json.loads(pipe.read(head)), pipe.read(body)


class _Pages(logging.Handler):
    """Tells the parent the number of each page that WeasyPrint begins to lay out."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.pipe: IO[bytes] | None = None
        progress = logging.getLogger("weasyprint.progress")
        progress.setLevel(logging.INFO)
        progress.propagate = False
        progress.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of a page; the other steps are quick."""
        if self.pipe is not None and isinstance(record.msg, str) and "Page %d" in record.msg:
            send(self.pipe, {"page": record.args[0] if isinstance(record.args, tuple) else 0})


class Printer:
    """WeasyPrint, warmed: fonts and stylesheets are read once in a process."""

    def __init__(self, fonts: Path, layouts: Path) -> None:
        # Imported here because its system libraries may be missing, which must be told.
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
        logging.getLogger("fontTools").setLevel(logging.CRITICAL)

        class OwnFonts(URLFetcher):  # type: ignore[misc]
            """Opens the four font files and nothing else, whatever a document asks for."""

            def fetch(self, url: str, headers: object = None) -> Any:
                if url in allowed:
                    return URLFetcherResponse(url, allowed[url].read_bytes())
                refused.append(url)
                raise FatalURLFetchingError(url)

        files = [_font_file(fonts, face) for face, *_ in _FACES]
        allowed = {path.as_uri(): path for path in files}
        self.refused = refused = list[str]()
        self.fatal = FatalURLFetchingError
        self._html, self._css = weasyprint.HTML, weasyprint.CSS
        self._fetcher = OwnFonts()
        self._fonts = FontConfiguration()
        self._faces = self._sheet(_font_faces(fonts))
        self._sheets = {
            path.stem: self._sheet(path.read_text("utf-8")) for path in layouts.glob("*.css")
        }
        self.print(_WARMING, {"variant": "pdf/a-3u", "tags": True})

    def print(self, html: str, order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Print a document; return its pages and boxes, and its bytes."""
        found = _LAYOUT.search(html[:2000])
        sheets = [self._faces] + ([self._sheets[found[1]]] if found else [])
        source = self._html(string=html, url_fetcher=self._fetcher)
        options = {"pdf_variant": order["variant"], "pdf_tags": order["tags"]}
        document = source.render(font_config=self._fonts, stylesheets=sheets, **options)
        pdf = document.write_pdf(**options)
        return {"pages": len(document.pages), "boxes": _boxes(document.pages)}, pdf

    def _sheet(self, text: str) -> Any:
        return self._css(string=text, font_config=self._fonts, url_fetcher=self._fetcher)


def _answer(printer: Printer, order: dict[str, Any], html: bytes) -> tuple[dict[str, Any], bytes]:
    """Print one job, or say why not; WeasyPrint swallows what goes wrong inside a drawing."""
    printer.refused.clear()
    answer = _attempt(printer, order, html)
    if printer.refused:
        return {"refused": "paper.foreign_url", "url": printer.refused[0][:200]}, b""
    return answer


def _attempt(printer: Printer, order: dict[str, Any], html: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        return printer.print(html.decode(), order)
    except printer.fatal:
        return {}, b""
    except MemoryError:
        return {"failed": "render.memory"}, b""
    except Exception as failure:  # noqa: BLE001
        detail = f"{type(failure).__name__}: {failure}"[:500]
        return {"failed": "render.failed", "detail": detail}, b""


def _boxes(pages: list[Any]) -> dict[str, list[float]]:
    """Return the anchors' boxes in PDF points from the lower left corner of their page."""
    return {
        name: [place, x0 * 0.75, (page.height - y1) * 0.75, x1 * 0.75, (page.height - y0) * 0.75]
        for place, page in enumerate(pages, start=1)
        for name, (x0, y0, x1, y1) in page.anchors.items()
    }


def _font_faces(fonts: Path) -> str:
    """Return the rules that name the four files, and make them the only family."""
    rules = [
        f'@font-face {{ font-family: "Liberation Serif"; font-weight: {weight};'
        f" font-style: {style}; src: url({_font_file(fonts, face).as_uri()}) }}"
        for face, weight, style in _FACES
    ]
    return "\n".join([*rules, 'html { font-family: "Liberation Serif" }'])


def _font_file(fonts: Path, face: str) -> Path:
    return fonts / f"LiberationSerif-{face}.ttf"


def _limit_cpu(seconds: float) -> None:
    """Let the kernel end this process when the job takes more processor time than allowed."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def _own_stdout() -> IO[bytes]:
    """Keep the pipe to ourselves: whatever a library prints goes to the error stream."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
