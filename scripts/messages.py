"""Keep the translations in step: collect the messages of the sources, merge, check."""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("app/**/*.py", "app/static/**/*.js")
CATALOGUE = ROOT / "app" / "locales" / "zh" / "LC_MESSAGES" / "messages.po"
HEADER = """\
# Chinese translations; written by scripts/messages.py --update, translated by hand.
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: zh\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

_BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Call:
    """A place in the sources that asks for a message; unreadable where it is not a literal."""

    line: int
    ids: tuple[str | tuple[str, str], ...]


@dataclass(frozen=True)
class Token:
    """A piece of JavaScript: a ``string``, ``name``, ``number``, ``regex`` or ``operator``.

    The literal parts of a template are strings marked ``is_template``.
    """

    kind: str
    text: str
    line: int
    is_template: bool = field(default=False, compare=False)


# Python


def _python_texts(node: ast.expr) -> list[str] | None:
    """Return the texts an argument may be: a literal, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        first, second = _python_texts(node.body), _python_texts(node.orelse)
        return first + second if first and second else None
    return None


def _speaks(node: ast.expr) -> bool:
    """Say whether an expression is ``words``, ``self.words`` or ``Words(lang)``."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "Words"
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
    return name.lstrip("_") == "words"


def _passes_on(function: ast.AST) -> tuple[str, int, ast.Call] | None:
    """Find a function that speaks one of its arguments: its name, which one, and its call."""
    if not isinstance(function, ast.FunctionDef):
        return None
    names = [argument.arg for argument in function.args.args]
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and _speaks(node.func) and node.args:
            spoken = node.args[0]
            if isinstance(spoken, ast.Name) and spoken.id in names:
                return function.name, names.index(spoken.id), node
    return None


def python_calls(source: str) -> Iterator[Call]:
    """Find ``words("…")`` and ``words.plural("one", "many", n)`` in Python.

    A function that passes its argument on to ``words`` speaks too, where it is called.

    >>> list(python_calls('words("Map")'))
    [Call(line=1, ids=('Map',))]
    """
    nodes = list(ast.walk(ast.parse(source)))
    passing = [found for node in nodes if (found := _passes_on(node))]
    positions = {name: position for name, position, _ in passing}
    inner = {id(call) for _, _, call in passing}
    for node in nodes:
        if not isinstance(node, ast.Call) or id(node) in inner:
            continue
        position = positions.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if _speaks(node.func):
            position = 0
        if position is not None:
            spoken = node.args[position : position + 1]
            yield Call(node.lineno, tuple(_python_texts(spoken[0]) or ()) if spoken else ())
        elif (
            isinstance(node.func, ast.Attribute)
            and node.func.attr == "plural"
            and _speaks(node.func.value)
        ):
            yield Call(node.lineno, _plural([_python_texts(one) for one in node.args[:2]]))


def _plural(texts: Sequence[list[str] | None]) -> tuple[tuple[str, str], ...]:
    one, many = [*texts, None, None][:2]
    return ((one[0], many[0]),) if one and many else ()


# JavaScript

_SKIPPED = re.compile(r"\s+|//[^\n]*|/\*.*?\*/", re.DOTALL)
_NAME = re.compile(r"[#\w$]+")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"' + r"|'((?:[^'\\\n]|\\.)*)'", re.DOTALL)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_OPERATOR = re.compile(r"\?\.(?!\d)|\?\?=?|=>|\.\.\.|[-+*/%&|^!=<>]+|[^\w\s]")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.DOTALL)
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|.)", re.DOTALL)
_BEFORE_REGEX = {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else"}


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "ux" and len(code) > 1:
            return chr(int(code[1:].strip("{}"), 16))
        return {"n": "\n", "t": "\t", "r": "\r", "\n": "", "\r\n": ""}.get(code, code)

    return _ESCAPE.sub(one, text)


def _starts_regex(last: Token | None) -> bool:
    if last is None:
        return True
    if last.kind == "operator":
        return last.text not in {")", "]", "}"}
    return last.kind == "name" and last.text in _BEFORE_REGEX


def _plain_token(source: str, at: int, last: Token | None) -> tuple[str, str, int]:
    """Read one token that is no template: its kind, its text and where it ends."""
    if match := _STRING.match(source, at):
        return "string", _unescape(match[1] if match[1] is not None else match[2]), match.end()
    if match := _NAME.match(source, at):
        return ("number" if match[0][0].isdigit() else "name"), match[0], match.end()
    if source[at] == "/" and _starts_regex(last) and (match := _REGEX.match(source, at)):
        return "regex", match[0], match.end()
    match = _OPERATOR.match(source, at)
    text = match[0] if match else source[at]
    return "operator", text, at + len(text)


@cache
def tokens_of(source: str) -> list[Token]:
    """Split JavaScript into tokens; what stands inside the holes of a template is split too.

    >>> [token.text for token in tokens_of("say(`a ${b}`)")]
    ['say', '(', 'a ', '${', 'b', '}$', '', ')']
    """
    tokens: list[Token] = []
    holes: list[int] = []  # the depth of braces inside each open ``${``
    at = 0
    while at < len(source):
        if match := _SKIPPED.match(source, at):
            at = match.end()
            continue
        line = source.count("\n", 0, at) + 1
        closes_hole = source[at] == "}" and bool(holes) and holes[-1] == 0
        if source[at] == "`" or closes_hole:
            if closes_hole:
                holes.pop()
                tokens.append(Token("operator", "}$", line))
            match = _TEMPLATE.match(source, at + 1)
            at = match.end() if match else at + 1
            text = _unescape(match[0]) if match else ""
            tokens.append(Token("string", text, line, is_template=True))
            if source.startswith("${", at):
                holes.append(0)
                tokens.append(Token("operator", "${", line))
                at += 2
            else:
                at += 1
            continue
        kind, text, at = _plain_token(source, at, tokens[-1] if tokens else None)
        if holes and kind == "operator" and text in {"{", "}"}:
            holes[-1] += 1 if text == "{" else -1
        tokens.append(Token(kind, text, line))
    return tokens


def _arguments(tokens: Sequence[Token], start: int) -> list[list[Token]]:
    """Return the tokens of each argument of a call; ``start`` is just after its bracket."""
    found: list[list[Token]] = [[]]
    depth = 0
    for token in tokens[start:]:
        if token.kind == "operator":
            if token.text in {"(", "[", "{", "${"}:
                depth += 1
            elif token.text in {")", "]", "}", "}$"}:
                if depth == 0:
                    break
                depth -= 1
            elif token.text == "," and depth == 0:
                found.append([])
                continue
        found[-1].append(token)
    return found


def _script_texts(tokens: Sequence[Token]) -> list[str] | None:
    """Return the texts an argument may be: strings joined by ``+``, or sides of a condition."""
    texts = [token.text for token in tokens]
    if "?" in texts:
        branches: list[list[Token]] = [[]]
        for token in tokens:
            if token.kind == "operator" and token.text in {"?", ":"}:
                branches.append([])
            else:
                branches[-1].append(token)
        # a condition stands before each "?"; what is left are the texts
        found = [_script_texts(branch) for branch in branches[1:]]
        return [text for one in found if one for text in one] if all(found) else None
    is_joined = all(
        token.kind == "string" if index % 2 == 0 else token.text == "+"
        for index, token in enumerate(tokens)
    )
    return ["".join(texts[::2])] if is_joined and len(tokens) % 2 else None


def script_calls(source: str) -> Iterator[Call]:
    """Find ``messages.say("…")`` and ``messages.count("one", "many", n)`` in JavaScript.

    >>> list(script_calls('this.messages.count("{n} day", "{n} days", 3)'))
    [Call(line=1, ids=(('{n} day', '{n} days'),))]
    """
    tokens = tokens_of(source)
    for index in range(len(tokens) - 3):
        receiver, dot, method, bracket = tokens[index : index + 4]
        if (
            receiver.kind == "name"
            and receiver.text.lstrip("_#") == "messages"
            and dot.text in {".", "?."}
            and method.text in {"say", "count"}
            and bracket.text == "("
        ):
            texts = [_script_texts(one) for one in _arguments(tokens, index + 4)]
            if method.text == "count":
                yield Call(method.line, _plural(texts))
            else:
                yield Call(method.line, tuple(texts[0] or ()))


# The catalogue


def source_files() -> list[Path]:
    """List the files that may hold messages."""
    return sorted(path for pattern in SOURCES for path in ROOT.glob(pattern))


@cache
def calls_of(path: Path) -> list[Call]:
    """Find every call for a message in one file."""
    source = path.read_text(encoding="utf-8")
    find = python_calls if path.suffix == ".py" else script_calls
    return sorted(find(source), key=lambda call: call.line)


def extract_catalogue(paths: Iterable[Path] | None = None) -> Catalog:
    """Collect the messages of the sources, each with the files that speak it."""
    catalogue = Catalog(locale="zh")
    for path in source_files() if paths is None else paths:
        name = path.relative_to(ROOT).as_posix()
        for call in calls_of(path):
            for found in call.ids:
                catalogue.add(found, locations=[(name, 0)])
    return catalogue


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """Read a catalogue of translations."""
    with path.open("rb") as file:
        return read_po(file, locale="zh")


def messages_of(catalogue: Catalog) -> dict[str, Message]:
    """List the messages of a catalogue by their English, without its header."""
    return {_first(message.id): message for message in catalogue if message.id}


def _first(text: str | Sequence[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _translation(message: Message | None) -> str:
    return _first(message.string) if message and message.string else ""


def _files(message: Message) -> list[str]:
    return sorted({name for name, _ in message.locations})


def _is_spoken_by_scripts(message: Message) -> bool:
    return any(name.endswith(".js") for name in _files(message))


def merge_catalogue(extracted: Catalog, translations: Sequence[Catalog]) -> Catalog:
    """Return the messages of the sources with the first translation that has each one."""
    merged = Catalog(locale="zh")
    known = [messages_of(one) for one in translations]
    for key, message in sorted(messages_of(extracted).items()):
        found = next((text for one in known if (text := _translation(one.get(key)))), "")
        merged.add(
            message.id,
            found if isinstance(message.id, str) else (found,),
            locations=[(name, 0) for name in _files(message)],
        )
    return merged


def write_catalogue(catalogue: Catalog, path: Path = CATALOGUE) -> None:
    """Write a catalogue in the order of its English, without dates or line numbers."""
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)


def _blanks(text: str) -> set[str]:
    return set(_BLANK.findall(text))


def find_faults(extracted: Catalog, translated: Catalog) -> list[str]:
    """List what keeps a catalogue from being complete.

    Parameters
    ----------
    extracted
        The messages of the sources.
    translated
        The catalogue that the pages read.
    """
    here, there = messages_of(extracted), messages_of(translated)
    faults = [f"obsolete: {key!r} is in no source" for key in there.keys() - here.keys()]
    for key, message in here.items():
        entry = there.get(key)
        if entry is None:
            faults.append(f"missing: {key!r} of {', '.join(_files(message))}")
            continue
        text = _translation(entry)
        if not text:
            faults.append(f"untranslated: {key!r} of {', '.join(_files(message))}")
            continue
        many = message.id if isinstance(message.id, str) else message.id[1]
        if _blanks(text) != _blanks(many):
            faults.append(
                f"blanks: {text!r} must hold {sorted(_blanks(many))}, as {many!r} does;"
                f" found {sorted(_blanks(text))}"
            )
        if entry.fuzzy:
            faults.append(f"fuzzy: {key!r} must be confirmed")
        is_same_shape = isinstance(entry.id, str) == isinstance(message.id, str)
        if not is_same_shape or (_is_spoken_by_scripts(entry) != _is_spoken_by_scripts(message)):
            faults.append(f"stale: {key!r} is spoken elsewhere now; run --update")
    return sorted(faults)


def find_unreadable() -> list[str]:
    """List calls whose message is not a literal and so cannot be collected."""
    return [
        f"{path.relative_to(ROOT).as_posix()}:{call.line}"
        for path in source_files()
        for call in calls_of(path)
        if not call.ids
    ]


def update(others: Sequence[Path] = ()) -> None:
    """Write the catalogue anew, keeping translations; take what is new from other catalogues."""
    old = read_catalogue()
    extracted = extract_catalogue()
    write_catalogue(merge_catalogue(extracted, [old, *(read_catalogue(one) for one in others)]))
    for key, message in messages_of(old).items():
        if key not in messages_of(extracted):
            sys.stdout.write(f"dropped: {key!r}, which was {_translation(message)!r}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 1 where the check finds faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="collect and write the catalogue")
    parser.add_argument("--check", action="store_true", help="list what is not translated well")
    parser.add_argument(
        "--merge", nargs="+", type=Path, default=[], metavar="FILE",
        help="with --update: take translations that are still missing from these catalogues",
    )  # fmt: skip
    chosen = parser.parse_args(arguments)
    if not (chosen.update or chosen.check):
        parser.error("choose --update or --check")
    if chosen.update:
        update(chosen.merge)
    faults = find_faults(extract_catalogue(), read_catalogue()) if chosen.check else []
    if chosen.check:
        faults += [f"unreadable: {place} does not name its message" for place in find_unreadable()]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
