"""Patterns that match any of many words."""

import re
from collections.abc import Iterable


class _Node(dict[str, "_Node"]):
    ends = False  # a word ends here


def any_of(words: Iterable[str]) -> str:
    r"""Return a pattern that matches any of the words, of several that fit the longest.

    What words begin with alike is tried once: an alternation of some hundred words is tried word by word at every
    place of a text, which costs a hundred times as much, the more where case is ignored.

    >>> any_of(["chủ trì", "chủ trương", "chủ"])
    '(?:chủ(?:\\ tr(?:ì|ương))?)'
    """
    root = _Node()
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, _Node())
        node.ends = True
    return f"(?:{_pattern(root)})"


def _pattern(node: _Node) -> str:
    branches = [re.escape(letter) + _pattern(below) for letter, below in node.items()]
    if len(branches) == 1 and not node.ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if node.ends else ''}" if branches else ""
