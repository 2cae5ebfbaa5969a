"""Looking in a function's source for what it was asked to do without.

It can be evaded (an attribute looked up by a name made at run time): what is seen is a hint for a person, and
never a grade. `answer.operations` looks among the operations that run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

MOST = 5  # places named of one function
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# What has names of its own; a class has too, but its functions do not see them.
SCOPES = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)


def places(definition: ast.AST, forbidden: Iterable[str], file: Sequence[ast.stmt]) -> list[str]:
    """Where a definition among the statements of a file names one of `forbidden`: "line 41: softmax".

    A name that the file gives to something of its own is its own, and so is a member of its own classes.
    """
    return list(dict.fromkeys(_Reader(file).places(definition, set(forbidden))))[:MOST]


class _Reader:
    """Tells what the names in a file stand for.

    A scope has a dotted path for each of its names, which for `F` may be "torch.nn.functional"; the path of
    what the file makes itself is empty. Nothing here recurses: expressions may be nested deeply.
    """

    def __init__(self, file: Sequence[ast.stmt]) -> None:
        classes = (node for part in file for node in ast.walk(part) if isinstance(node, ast.ClassDef))
        self.members = {name for one in classes for name in _members(one)}
        self.file = self.names(file, [])

    def places(self, definition: ast.AST, forbidden: set[str]) -> Iterator[str]:
        waiting = [(definition, [self.file])]
        while waiting:
            node, scopes = waiting.pop()
            path = node.name if isinstance(node, ast.alias) else self.path(node, scopes)
            word = path.rpartition(".")[2]
            if word in forbidden:
                yield f"line {getattr(node, 'lineno', 0)}: {word}"
            if isinstance(node, SCOPES):
                scopes = [*scopes, self.names(ast.iter_child_nodes(node), scopes)]
            waiting += [(child, scopes) for child in reversed(list(ast.iter_child_nodes(node)))]

    def path(self, node: ast.AST, scopes: Sequence[dict[str, str]]) -> str:
        """The dotted path that a name or an attribute stands for; "" for what is the file's own."""
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.insert(0, node.attr)
            node = node.value
        known = scopes[::-1] if isinstance(node, ast.Name) else ()
        name = node.id if isinstance(node, ast.Name) else ""
        base = next((names[name] for names in known if name in names), name)
        if not base and attributes and attributes[-1] in self.members:
            return ""
        return ".".join([base, *attributes])

    def names(self, parts: Iterable[ast.AST], outer: Sequence[dict[str, str]]) -> dict[str, str]:
        """The names that these parts of one scope bind; of several bindings of a name the last counts."""
        names: dict[str, str] = {}
        for node in _same_scope(parts):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                names.update(_imported(node))
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                names[node.targets[0].id] = self.path(node.value, [*outer, names])
            elif isinstance(node, ast.Name):
                names.setdefault(node.id, "")
            elif isinstance(node, ast.arg):
                names[node.arg] = ""
            elif isinstance(node, (*DEFINITIONS, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
                names[node.name or ""] = ""
        return names


def _same_scope(parts: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes that bind names in the scope of these parts, in the order of the file."""
    waiting = list(parts)[::-1]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ast.Name) or isinstance(node.ctx, ast.Store):
            yield node
        if not isinstance(node, (*SCOPES, ast.ClassDef)):
            waiting += reversed(list(ast.iter_child_nodes(node)))


def _imported(node: ast.Import | ast.ImportFrom) -> dict[str, str]:
    """The names that an import binds: for `from torch import relu as r`, "r" with the path "torch.relu"."""
    if isinstance(node, ast.ImportFrom):
        return {one.asname or one.name: f"{node.module or ''}.{one.name}" for one in node.names}
    names: dict[str, str] = {}
    for one in node.names:
        first = one.name.partition(".")[0]
        names[one.asname or first] = one.name if one.asname else first
    return names


def _members(definition: ast.ClassDef) -> Iterator[str]:
    """The names that a class gives: to its functions, in its body, and to what it keeps in `self`."""
    for node in ast.walk(definition):
        if isinstance(node, DEFINITIONS):
            yield node.name
        elif isinstance(node, (ast.Attribute, ast.Name)) and isinstance(node.ctx, ast.Store):
            yield node.attr if isinstance(node, ast.Attribute) else node.id
