"""Students' text as text and nothing more: HTML in which a browser finds nothing to run or to fetch.

The sanitizer keeps what it knows to be harmless. The rest of this module says what that is in nbgrader's
pages, which use names, classes and formulas for purposes of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from html import escape
from html.parser import HTMLParser

import nh3
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

Attachments = dict[str, dict[str, str]]

MAX_TAGS = 10_000  # in one text: to read more of them, nested, takes seconds
TAGS = set(
    re.findall(
        r"\w+",
        "a abbr b blockquote br caption center cite code col colgroup dd del details dfn div dl dt em"
        " figcaption figure font h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q s samp small"
        " span strike strong sub summary sup table tbody td tfoot th thead tr u ul var",
    )
)
ATTRIBUTES = {
    "*": {"class", "id", "style", "title", "align", "valign", "width", "height", "dir", "lang"},
    "a": {"href"},
    "img": {"src", "alt"},
    "font": {"color"},
    "ol": {"start", "type"},
    "table": {"border"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "input": {"checked"},
}
BOX = {"input": {"type": "checkbox", "disabled": ""}}  # a task list's, which nobody can tick
# None of these takes an address, and none moves a text over another.
STYLES = {"text-align", "color", "background-color", "font-weight", "font-style"}
CLASSES = re.compile(r"highlight|anchor-link|dataframe|task-list-item(-checkbox)?|language-[\w+.-]{1,40}")
TOKEN = re.compile(r"[a-z0-9]{1,3}")  # a word of code that is coloured
LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
PICTURE = re.compile(r"data:image/[a-z0-9.+-]{1,40};base64,")
# Names by which the scripts of nbgrader's pages find their own elements, besides those of the cells.
PAGE_IDS = re.compile(r"top|toc|notebook.*|statusmessage|(MathJax|MJX|comment-|cell-id=).*", re.IGNORECASE)

# What a formula can do to the page around it, in MathJax: addresses, styles, names, more of MathJax.
MACRO = re.compile(r"\\(?=(?:href|url|style|class|cssId|require|bbox|mmlToken|html[A-Za-z]*)(?![A-Za-z]))")
CODE = re.compile(r"(<(pre|code)\b.*?</\2>)", re.DOTALL)  # in which MathJax looks for no formulas
IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
VALUE = re.compile(r' ([a-z]+)="([^"]*)"')
SPECIAL = re.compile(r"[^\w\s;/=,-]|[_\n]")  # what means something in Markdown, and more

SHOWN_INERT = (
    "<p><em>Shown without what a browser would run or load by itself. The file that was handed in holds this"
    " text as it was written.</em></p>"
)


def rendered(source: str, attachments: Attachments) -> str:
    """The HTML that nbconvert makes of Markdown; raises whatever it raises."""
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    return MarkdownWithMath(renderer=renderer).render(source)


def inert_markdown(source: str, attachments: Attachments, taken: Collection[str]) -> str:
    """The Markdown itself where its page is inert, else inert HTML for it; raises what nbconvert raises.

    `taken` are names in the page that no part of the text may have.
    """
    page = rendered(source, attachments)
    cleaned = inert(page, taken)
    if _pieces(page) == _pieces(cleaned):
        return source
    source = _markdown_of(f"<div>{cleaned}{SHOWN_INERT}</div>")
    page = rendered(source, {})
    if _pieces(page) != _pieces(inert(page, taken)):
        raise ValueError("nbconvert reads this as something else")
    return source


def inert(html: str, taken: Collection[str] | None = None) -> str:
    """HTML without what a browser runs or fetches, and without names that are taken; all are, for None.

    Raises ValueError where there are too many tags.
    """
    if html.count("<") > MAX_TAGS:
        raise ValueError("too many tags")
    # Once more, for a link in the place of a picture may stand within a link.
    once = IMAGE.sub(_shown_picture, _cleaned(html, taken))
    parts = CODE.split(_cleaned(once, taken))
    parts[::3] = [inert_formulas(part) for part in parts[::3]]
    return "".join(part for place, part in enumerate(parts) if place % 3 != 2)


def inert_formulas(text: str) -> str:
    """Text in which MathJax finds formulas alone: a macro that reaches beyond them loses its name."""
    return MACRO.sub(r"\\ ", text)


def inert_raw(source: str) -> str:
    """The text of a raw cell, which pages take for HTML, so that it is shown as it was written."""
    plain = inert_formulas(source)
    return escape(plain, quote=False) if "<" in plain or "&" in plain else plain


def _cleaned(html: str, taken: Collection[str] | None) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_harmless(taken),
        set_tag_attribute_values=BOX,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties=STYLES,
    )


def _harmless(taken: Collection[str] | None) -> Callable[[str, str, str], str | None]:
    """What is kept of an attribute's value, by tag and attribute."""

    def kept(tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return None if taken is None or value in taken or PAGE_IDS.fullmatch(value) else value
        if name == "class":
            known = TOKEN if tag == "span" else CLASSES
            return " ".join(one for one in value.split() if known.fullmatch(one)) or None
        return None if name == "href" and not LINK.match(value) else value

    return kept


def _shown_picture(found: re.Match[str]) -> str:
    """A picture that the page itself holds; for another one a link, or a sentence."""
    values = dict(VALUE.findall(found[1]))
    address, words = values.get("src", ""), values.get("alt", "")
    if PICTURE.match(address):
        return found[0]
    if LINK.match(address):
        return f'<a href="{address}">A picture elsewhere, which was not loaded: {words or address}</a>'
    return f"<em>The picture {words or address} is not in this notebook.</em>"


ENDS_OF_NOTHING = {("end", tag) for tag in ("br", "col", "hr", "img", "input")}


class _Pieces(HTMLParser):
    """All that is in HTML, as a list in which it does not matter how it is spelled."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[object, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = sorted((name, _plain(name, value or "")) for name, value in attrs)
        self.found.append(("start", tag, *values))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("end", tag))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "text":
            data = f"{self.found.pop()[1]}{data}"
        self.found.append(("text", data))

    def handle_comment(self, data: str) -> None:
        self.found.append(("hidden", data))

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)


def _plain(name: str, value: str) -> str:
    """An attribute's value, of which the spelling means nothing in a style."""
    return re.sub(r"\s*([:;])\s*", r"\1", value).strip("; ") if name == "style" else value


def _pieces(html: str) -> list[tuple[object, ...]]:
    pieces = _Pieces()
    pieces.feed(html)
    pieces.close()
    return [piece for piece in pieces.found if piece not in ENDS_OF_NOTHING]


class _Markdown(HTMLParser):
    """Inert HTML as one line of Markdown that stays what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = "".join(f' {name}="{_spelled(value or "")}"' for name, value in sorted(attrs))
        self.parts.append(f"<{tag}{values}>")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(_spelled(data))


def _markdown_of(html: str) -> str:
    markdown = _Markdown()
    markdown.feed(html)
    markdown.close()
    return "".join(markdown.parts)


def _spelled(text: str) -> str:
    """Text with a number for every character that could mean something in Markdown."""
    return SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text)
