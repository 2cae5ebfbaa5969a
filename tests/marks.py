"""Harmless marks that show whether a page runs or fetches what a student wrote.

A mark sets the page's title to ACTIVE, or asks a server on this machine for something.
"""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ACTIVE = "ACTIVE"
RUN = f"document.title='{ACTIVE}'"
LOAD = "http://127.0.0.1:9/mark"  # `at` puts the address of the test's own server in its place
DRAWN = f'<script>{RUN}</script><image href="{LOAD}"/>'
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{RUN}">{DRAWN}</svg>'
BROKEN = f"<img src=x onerror={RUN}>"

# What each of them is called, and the text, which is HTML or Markdown.
MARKS = {
    "script": f"<script>{RUN}</script>",
    "script in capitals": f"<ScRiPt>{RUN}</sCrIpT>",
    "script from elsewhere": f"<script src='{LOAD}'></script>",
    "handler": f'<img src="x" onerror="{RUN}">',
    "handler without quotes": f"<img/src=x/onerror={RUN}>",
    "handler after a line break": f'<img src="x"\nonerror\n=\n"{RUN}">',
    "handler in a heading": f'# A <img src="x" onerror="{RUN}"> B',
    "handler in a table": f'| a |\n|---|\n| <img src="x" onerror="{RUN}"> |',
    "handler in a list": f'- <img src="x" onerror="{RUN}">',
    "handler in a quotation": f'> <img src="x" onerror="{RUN}">',
    "handler in a formula": f'$$ a <img src="x" onerror="{RUN}"> $$',
    "handler that needs no click": f'<details open ontoggle="{RUN}"><summary>s</summary></details>',
    "handler that takes the focus": f'<input autofocus onfocus="{RUN}">',
    "handler of a style": f'<style>@keyframes k{{}}</style><b style="animation:k" onanimationstart="{RUN}">',
    "handler in SVG": SVG,
    "handler in MathML": f'<math><mtext><img src="x" onerror="{RUN}"></mtext></math>',
    "handler behind a comment": f'<!--><img src="x" onerror="{RUN}">-->',
    "handler behind a declaration": f'<!x "><img src="x" onerror="{RUN}">',
    "handler behind what is no script": f'<noscript><p title="</noscript>{BROKEN}"></noscript>',
    "handler behind a style in SVG": f'<svg></p><style><a id="</style>{BROKEN}"></svg>',
    "handler behind MathML": "<math><mtext><table><mglyph><style><!--</style>"
    f'<img title="--&gt;{BROKEN.replace("<", "&lt;").replace(">", "&gt;")}"></math>',
    "handler in a code block's language": f'```"><img src=x onerror="{RUN}">\nx\n```',
    "handler in a title": f'[a](http://127.0.0.1 "\\" onmouseover={RUN} x=\\"")',
    "handler that is not closed": f'<img src="x" onerror="{RUN}" x=',
    "handler of a block that is not closed": f'<div onmouseover="{RUN}" x=',
    "tooltip": f'<a data-toggle="tooltip" data-html="true" title="&lt;img src=x onerror={RUN}&gt;">a</a>',
    "template": f"<template><script>{RUN}</script></template><div data-link='x'>d</div>",
    "link": f"[a](javascript:{RUN})",
    "link in HTML": f'<a href="java&#115;cript:{RUN}">a</a>',
    "link with a control character": f'<a href="&#1;javascript:{RUN}">a</a>',
    "link by a label": f"[a][b]\n\n[b]: javascript:{RUN}",
    "link by itself": f"<javascript:{RUN}>",
    "link of data": f'<a href="data:text/html,<script>{RUN}</script>">a</a>',
    "link of a formula": rf"$\href{{javascript:{RUN}}}{{x}}$",
    "link of a formula in pieces": rf"\(\hr<wbr>ef{{javascript:{RUN}}}{{x}}\)",
    "link of a formula in other pieces": rf"\(\hr<x>ef</x>{{javascript:{RUN}}}{{x}}\)",
    "style of a formula": rf"$\style{{background:url({LOAD})}}{{x}} \bbox[background:url({LOAD})]{{x}}$",
    "picture": f"![p]({LOAD})",
    "picture by a label": f"![p][b]\n\n[b]: {LOAD}",
    "picture in a link": f"[![p]({LOAD})](http://127.0.0.1)",
    "picture in HTML": f'<img src="{LOAD}">',
    "picture without a scheme": f'<img src="{LOAD.removeprefix("http:")}">',
    "picture of several": f'<picture><source srcset="{LOAD}"><img srcset="{LOAD} 1x"></picture>',
    "picture of a film": f'<video poster="{LOAD}" src="{LOAD}" autoplay></video>',
    "sound": f'<audio src="{LOAD}" autoplay></audio>',
    "picture of a button": f'<input type="image" src="{LOAD}">',
    "picture of a table": f'<table background="{LOAD}"><tr><td background="{LOAD}">t</td></tr></table>',
    "picture of a style": f'<b style="background:url({LOAD});list-style:url({LOAD})">b</b>',
    "frame": f'<iframe src="{LOAD}"></iframe><iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "object": f'<object data="{LOAD}"></object><embed src="{LOAD}">',
    "style sheet": f'<link rel="stylesheet" href="{LOAD}">',
    "style": f"<style>@import url({LOAD}); body {{background: url({LOAD})}}</style>",
    "refresh": f'<meta http-equiv="refresh" content="0; url={LOAD}">',
    "base": f'<base href="{LOAD}/"><img src="relative">',
    "form": f'<form action="{LOAD}"><button>b</button><textarea>t</textarea></form>',
    "name of a box": '<h1 id="check-train">h</h1>\n\n# check-train\n\n<a name="check-train">a</a>',
    "look of the page": '<div style="position:fixed;top:0;left:0" class="navbar-fixed-top modal">d</div>',
}  # fmt: skip

# Of code cells that put it out: every kind of output that a page shows, with a mark in it.
EVERY = "\n\n".join(MARKS.values())
FORMS = (
    "text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml", "image/png", "image/jpeg",
    "application/javascript", "application/pdf", "text/vnd.mermaid",
    "application/vnd.jupyter.widget-view+json", "application/x-unknown",
)  # fmt: skip
NAMED = f'"><img src=x onerror={RUN}>'  # for what ought to be a name


def printing(address: str) -> Iterator[str]:
    """Code that puts out every mark in every form."""
    text = at(EVERY, address)
    for form in FORMS:
        forms = {form: text, "text/plain": "plain"} if form != "text/plain" else {form: text}
        yield f"from IPython.display import display\ndisplay({forms!r}, raw=True)"
    yield f"import sys\nprint({text!r})\nprint({text!r}, file=sys.stderr)"
    yield f"raise ValueError({text!r})"
    yield f"class Shown:\n    def _repr_html_(self):\n        return {text!r}\nShown()"
    yield f"class {'x' * 5}(Exception):\n    pass\n{'x' * 5}.__name__ = {text!r}\nraise {'x' * 5}({text!r})"


def at(text: str, address: str) -> str:
    return text.replace(LOAD, address).replace(LOAD.removeprefix("http:"), address.removeprefix("http:"))


def marked_cells(address: str) -> Iterator[dict[str, Any]]:
    """A cell of text and a raw one for each mark, and those that put them out."""
    picture = {"image/svg+xml": at(SVG, address)}
    for number, text in enumerate(MARKS.values()):
        for kind in ("markdown", "raw"):
            yield cell(kind, f"WORDS-{number} before.\n\n{at(text, address)}\n\nBEHIND-{number}")
    for code in printing(address):
        yield {**cell("code", code), "outputs": [], "execution_count": None}
    for name in ("a.svg", NAMED, "BEGIN HIDDEN TESTS"):
        packed = base64.b64encode(picture["image/svg+xml"].encode()).decode()
        for data in (picture, {"image/svg+xml": packed}, {f"image/x{NAMED}": packed}):
            yield {**cell("markdown", f"![p](attachment:{name})"), "attachments": {name: data}}
            yield {**cell("markdown", f"<img src='attachment:{name}'>"), "attachments": {name: data}}


def cell(kind: str, source: str) -> dict[str, Any]:
    """A cell whose every name is a mark."""
    metadata = {
        "tags": [NAMED], "alt": NAMED, "magics_language": NAMED, "raw_mimetype": "text/html",
        "title": NAMED, "name": NAMED, "torchkata": {"role": NAMED, "name": NAMED}, "answers": NAMED,
        "nbgrader": {"grade_id": NAMED, "comment": NAMED, "schema_version": 3, "solution": True},
    }  # fmt: skip
    return {"cell_type": kind, "id": NAMED, "metadata": metadata, "source": source}


METADATA = {
    "title": NAMED, "authors": [{"name": NAMED}], "celltoolbar": NAMED, "widgets": {NAMED: NAMED},
    "kernelspec": {"name": NAMED, "display_name": NAMED, "language": NAMED},
    "language_info": {"name": NAMED, "pygments_lexer": NAMED, "codemirror_mode": NAMED},
}  # fmt: skip


@contextmanager
def counting() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the list of what is asked of it."""
    asked: list[str] = []

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Counter)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/mark", asked
    finally:
        server.shutdown()
        server.server_close()


# What a browser runs, fetches or takes for its own, read from a page by a parser that is not the kit's.

RUNS = re.compile(
    "script|style|i?frame|object|embed|applet|link|meta|base|form|button|textarea|select|svg|math|video|audio"
    "|source|track|template|noscript|portal|marquee"
)
FETCHES = re.compile("(xlink:)?(src|srcset|background|poster|data|action|formaction|cite|longdesc)")


class Finder(HTMLParser):
    """Collects what is active in a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if RUNS.fullmatch(tag):
            self.found.append(f"<{tag}>")
        self.found += [f"{tag} {name}={value!r:.80}" for name, value in attrs if active(name, value or "")]


def active(name: str, value: str) -> bool:
    if name.startswith(("on", "data-")) or name in ("autofocus", "name", "target", "srcdoc"):
        return True
    if name == "id":
        return value == "check-train"
    if FETCHES.fullmatch(name):
        return not value.startswith("data:image/")
    if name == "href":
        return not value.startswith(("http://", "https://", "mailto:", "#"))
    return name == "style" and re.search("url|position|animation|expression", value) is not None


def active_in(html: str) -> list[str]:
    """What a browser would run or fetch in a piece of HTML, or let a text do to the page."""
    finder = Finder()
    finder.feed(html)
    finder.close()
    return finder.found
