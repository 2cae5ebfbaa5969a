"""The file that names the students of a Gradescope export: of its YAML, the lines that matter."""

from __future__ import annotations

import json
import re

METADATA = "submission_metadata.yml"
MOST = 64 << 20  # bytes: it holds every test's output as well
KEY = re.compile(r"(?P<indent> +):submitters:.*")
ENTRY = re.compile(r" *(?P<dash>- )? *(?:&\w+ *)?:(?P<key>name|sid|email): *(?P<value>.*?) *")


def submitters(text: str) -> dict[str, tuple[str, str]]:
    """The name and the number of the students of each submission's folder; those of a group are joined.

    Gradescope's Ruby writes symbols, `:name: Jane Doe`, which no safe loader takes. Whatever is not as
    Gradescope writes it is passed over.
    """
    found: dict[str, tuple[str, str]] = {}
    for block in re.split(r"^(?=\S)", text, flags=re.MULTILINE):
        first, *lines = block.splitlines() or [""]
        people = _people(lines)
        names = [person["name"] for person in people if person.get("name")]
        numbers = [person.get("sid") or person.get("email", "") for person in people]
        if names:
            found[_plain(first.rstrip().removesuffix(":"))] = (
                " and ".join(names),
                ", ".join(filter(None, numbers)),
            )
    return found


def _people(lines: list[str]) -> list[dict[str, str]]:
    """The people below `:submitters:`, the first key of a submission or another one as far in."""
    people: list[dict[str, str]] = []
    inside, margin = False, len(lines[0]) - len(lines[0].lstrip()) if lines else 0
    for line in lines:
        begins = KEY.fullmatch(line.rstrip())
        if begins and len(begins["indent"]) == margin:
            inside = not people
        elif inside and len(line) - len(line.lstrip(" ")) <= margin and not line.lstrip().startswith("-"):
            inside = False
        elif inside and (entry := ENTRY.fullmatch(line)):
            if entry["dash"] or not people:
                people.append({})
            people[-1].setdefault(entry["key"], _plain(entry["value"]))
    return people


def _plain(value: str) -> str:
    """A scalar without its quotes."""
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if value[:1] == '"':
        try:
            return str(json.loads(value))  # YAML's escapes are JSON's, and a few that no name needs
        except ValueError:
            return value.strip('"')
    return "" if value in ("~", "null") else value
