"""The allow-list of the template language. What is not named here is refused.

So is what Jinja may learn to say later: a node that this room does not know is never walked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from jinja2 import nodes

from docflow.rules.refusals import Refused

_MOST_FILTERS = 3
#: How deep statements, and the words of one condition, may stand in one another.
_DEEPEST = 10


def check(tree: nodes.Template, kinds: Mapping[str, str], filters: Collection[str]) -> None:
    """Check every node of a template's syntax tree.

    :param kinds: what each declared name holds: ``line``, ``text``, ``date``, ``list``, ``bound``.

    Raises ``Refused("template.not_allowed", line=…, what=…)``.
    """
    _Checker(kinds, filters).block(tree.body, item=None)


@dataclass(frozen=True)
class _Checker:
    kinds: Mapping[str, str]
    filters: Collection[str]

    def block(self, body: Iterable[nodes.Node], *, item: str | None, depth: int = 0) -> None:
        """Check statements; ``item`` is the name that a loop around them gives."""
        for node in body:
            if depth > _DEEPEST:
                raise Refused("template.not_allowed", line=node.lineno or 1, what="depth")
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        self._output(part, item)
                case nodes.If():
                    self._test(node.test, item)
                    for branch in (node.body, node.elif_, node.else_):
                        self.block(branch, item=item, depth=depth + 1)
                case nodes.For() if item is None:
                    self.block(node.body, item=self._loop(node), depth=depth + 1)
                case _:
                    _refuse(node)

    def _loop(self, node: nodes.For) -> str:
        """Check a loop's head and return the name that it gives to each item."""
        target, source = node.target, node.iter
        if node.else_ or node.test or node.recursive:
            _refuse(node)
        if not (isinstance(target, nodes.Name) and isinstance(source, nodes.Name)):
            _refuse(node)
        if self.kinds.get(source.name) != "list" or target.name in self.kinds:
            _refuse(source)
        return target.name

    def _output(self, node: nodes.Node, item: str | None) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        filtered = 0
        while isinstance(node, nodes.Filter) and node.node is not None:
            filtered += 1
            with_arguments = node.args or node.kwargs or node.dyn_args or node.dyn_kwargs
            if node.name not in self.filters or with_arguments or filtered > _MOST_FILTERS:
                _refuse(node)
            node = node.node
        # A bound value is printed by the paper and a text is read as blocks: neither is filtered.
        if self._named(node, item) in {"bound", "text"} and filtered:
            _refuse(node)

    def _test(self, node: nodes.Node, item: str | None, depth: int = 0) -> None:
        if depth > _DEEPEST:
            raise Refused("template.not_allowed", line=node.lineno or 1, what="depth")
        match node:
            case nodes.And() | nodes.Or():
                self._test(node.left, item, depth + 1)
                self._test(node.right, item, depth + 1)
            case nodes.Not():
                self._test(node.node, item, depth + 1)
            case _:
                self._named(node, item)

    def _named(self, node: nodes.Node, item: str | None) -> str:
        """Return what a declared name holds; refuse any other expression and any other name."""
        if not isinstance(node, nodes.Name):
            _refuse(node)
        if node.name == item:
            return "line"
        if node.name not in self.kinds:
            raise Refused("template.not_allowed", line=node.lineno, what=node.name[:40])
        return self.kinds[node.name]


def _refuse(node: nodes.Node) -> NoReturn:
    # Some nodes that Jinja puts in by itself stand on no line.
    raise Refused("template.not_allowed", line=node.lineno or 1, what=type(node).__name__)
