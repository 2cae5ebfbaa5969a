"""The pictures in a cell of text, brought into the form in which nbgrader's pages show them.

nbconvert looks an attachment up under the address in the text as it stands there, percent-encoded; it fails
where there is none of that name, and knows nothing of attachments in HTML. Over a large picture that is
pasted into Markdown it takes many seconds, and over an attached one none.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from html import unescape
from urllib.parse import unquote

from autograder.reporting.text import one_line

MAX_PICTURES = 48 << 20  # characters of base64, in a notebook, as often as each picture is shown
PREFERRED = ("image/svg+xml", "image/png", "image/jpeg")  # in nbconvert's order
PLAIN_NAME = re.compile(r"(?!picture-)[A-Za-z0-9._-]{1,80}")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
MARKUP = re.compile(r"[^\w .-]|_")
KIND = re.compile(r"image/[a-z0-9.+-]{1,40}")
BASE64 = re.compile(r"[A-Za-z0-9+/]+=*")

# `![words](address "title")`, `[label]: address` and `<img … src="address" …>`. Whatever repeats has a bound,
# or ends where the next of them could begin: no text makes a search long.
WORDS = r"(?:[^\[\]\\]|\\.|\[[^\[\]]{0,200}\]){0,900}"
PASTED = r"data:image/[^\s()<>\"']+"
ATTACHED = r"attachment:[^()<>\n]{0,500}(?:\([^()<>\n]{0,500}\)[^()<>\n]{0,500}){0,9}"
IMAGE = re.compile(rf"(!\[{WORDS}\]\()[ \t]{{0,9}}<?({PASTED}|{ATTACHED})>?([^()\n]{{0,500}}\))")
TITLE = re.compile(r"[ \t](\"[^\"]*\"|'[^']*')[ \t]*$")
DEFINITION = re.compile(
    rf"^([ \t>]{{0,12}}\[[^\[\]\n]{{1,900}}\]:[ \t]{{0,9}})<?({PASTED}|attachment:[^<>\n]{{0,900}})>?()", re.M
)
IN_HTML = re.compile(
    r"(<img\b[^<>]{0,900}?\bsrc\s{0,9}=\s{0,9})"
    r"(?:\"(attachment:[^\"<>]*)\"|'(attachment:[^'<>]*)'|(attachment:[^\s\"'<>]*))([^<>]*>)",
    re.IGNORECASE,
)


class NotShown(Exception):  # noqa: N818 - it names what becomes of a picture
    """A picture that cannot be shown; the text is the sentence that stands in its place."""


class Pictures:
    """The pictures of one cell: `kept` holds those that its text shows, as attachments with plain names.

    `room` is for how many characters of base64 there is room; it becomes less.
    """

    def __init__(self, attached: dict[str, dict[str, str]], room: int) -> None:
        self.attached, self.room = attached, room
        self.kept: dict[str, dict[str, str]] = {}
        spellings = [{alike(name): name for name in attached} for alike in (_folded, _spoken, str)]
        self.names = spellings[0] | spellings[1] | spellings[2]

    def mend(self, source: str) -> str:
        """The text with a plain name for each picture, and with a sentence for each that cannot be shown."""
        source = IMAGE.sub(self._in_markdown, source)
        source = DEFINITION.sub(self._in_markdown, source)
        return IN_HTML.sub(self._in_html, source)

    def _in_markdown(self, found: re.Match[str]) -> str:
        before, address, after = found.groups()
        title = TITLE.search(address)
        if title is not None:
            address, after = address[: title.start()], f" {title[1]}{after}"
        try:
            kind, data = self._find(address)
        except NotShown as sentence:
            return f"<em>{sentence}</em>"
        return f"{before}attachment:{self._keep(address, {kind: data})}{after}"

    def _in_html(self, found: re.Match[str]) -> str:
        try:
            kind, data = self._find(found[2] or found[3] or found[4])
        except NotShown as sentence:
            return f"<em>{sentence}</em>"
        return f'{found[1]}"data:{kind};base64,{data}"{found[5]}'

    def _find(self, address: str) -> tuple[str, str]:
        """The kind of the picture at that address, and its bytes in base64; raises NotShown."""
        scheme, _, rest = address.partition(":")
        if scheme == "data":
            return self._take(_pasted(rest), "that was pasted here")
        spellings = (rest, _spoken(rest), _folded(rest), _spoken(rest).partition(" ")[0])
        name = next((self.names[spelling] for spelling in spellings if spelling in self.names), None)
        if name is None:
            raise NotShown(f"The picture {_words(rest)} is not in this notebook.")
        return self._take(self.attached[name], _words(rest))

    def _take(self, forms: dict[str, str], words: str) -> tuple[str, str]:
        """The form of a picture that a page can show, where there is one and room for it; raises NotShown."""
        kind, data = _form(forms)
        if not data:
            raise NotShown(f"The picture {words} is of a kind that cannot be shown here.")
        if len(data) > self.room:
            raise NotShown(
                f"The picture {words} is too large to be shown here. It is in the file that was handed in."
            )
        self.room -= len(data)
        return kind, data

    def _keep(self, address: str, picture: dict[str, str]) -> str:
        """The plain name under which a picture is kept: its own, or a number."""
        own = address.removeprefix("attachment:")
        name = own if PLAIN_NAME.fullmatch(own) else f"picture-{len(self.kept) + 1}"
        self.kept[name] = picture
        return name


def _spoken(name: str) -> str:
    """A name as one reads it, whether a part of it is encoded for an address, for Markdown or for HTML."""
    return unicodedata.normalize("NFC", unquote(unescape(ESCAPED.sub(r"\1", name)))).strip()


def _folded(name: str) -> str:
    return _spoken(name).casefold()


def _words(address: str) -> str:
    """The name at an address as plain text, in Markdown and in HTML."""
    return (
        MARKUP.sub(lambda found: f"&#{ord(found[0])};", one_line(_spoken(address), 100)) or "without a name"
    )


def _pasted(address: str) -> dict[str, str]:
    """What stands behind `data:`, as the forms of an attachment."""
    kind, _, data = address.partition(",")
    return {kind.partition(";")[0]: data if kind.endswith(";base64") else unquote(data)}


def _form(forms: dict[str, str]) -> tuple[str, str]:
    """The form of an attachment that a page can show, and its bytes in base64; "" where there is none."""
    known = {kind.lower(): data for kind, data in forms.items()}
    for kind in (*PREFERRED, *known):
        if KIND.fullmatch(kind) and (data := _base64(kind, known.get(kind, ""))):
            return kind, data
    return "", ""


def _base64(kind: str, text: str) -> str:
    """The bytes of a picture in base64; "" where that is none."""
    if kind == "image/svg+xml" and "<" in text:
        return base64.b64encode(text.encode()).decode()
    packed = "".join(text.split())
    return packed if BASE64.fullmatch(packed) else ""
