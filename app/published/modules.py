"""The page's modules, joined into one script: each a block of its own, after those it needs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.errors import AssetError

STATIC = Path(__file__).parents[1] / "static"

# The forms of import and export that our modules keep to; a line of any other form is refused.
_NAMES = r"\{\s*(?P<names>[^}]*?),?\s*\}"
_IMPORT = re.compile(rf'^import (?:{_NAMES} from )?"(?P<path>\.[^"]*\.js)";\n', re.MULTILINE)
_JSON = re.compile(
    r'^import (?P<name>\w+) from "(?P<path>\.[^"]*)" with \{ type: "json" \};\n', re.MULTILINE
)
_PASSED = re.compile(rf'^export {_NAMES} from "(?P<path>\.[^"]*\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?P<kind>const|class|function|async function) (?P<name>\w+)", re.MULTILINE
)
_LEFT = re.compile(r"^(?:import|export)\b[^\n]*", re.MULTILINE)
# A comment that has its lines to itself; our modules have no text with such a line in it.
_COMMENT = re.compile(r"(?ms)^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*\n|//[^\n]*\n)")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True)
class Module:
    """A module as a block: what it needs, what it gives, and its text without both."""

    path: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    text: str


def _beside(path: str, other: str) -> str:
    """Return the path that a module's import leads to."""
    parts: list[str] = []
    for part in (*PurePosixPath(path).parent.parts, *PurePosixPath(other).parts):
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def read_module(path: str, *, made: Mapping[str, str]) -> Module:
    """Read a module by its path below the folder of static files.

    Parameters
    ----------
    path
        Such as ``core/filter.js``.
    made
        Modules that are made by the server, by path: they are no files.

    Raises
    ------
    AssetError
        If there is no such module, or it imports or exports in a form that cannot be joined.
    """
    file = STATIC / path
    if path not in made and not file.is_file():
        raise AssetError(f"{path}: no such module below app/static; correct the import's path")
    text = made[path] if path in made else file.read_text(encoding="utf-8")
    needs: list[str] = []
    gives: list[str] = []

    def need(found: re.Match[str]) -> str:
        other = _beside(path, found["path"])
        needs.append(other)
        names = ", ".join(_names(found["names"] or ""))
        return f'const {{ {names} }} = modules["{other}"];\n' if names else ""

    def pass_on(found: re.Match[str]) -> str:
        gives.extend(_names(found["names"]))
        return need(found)

    def embed(found: re.Match[str]) -> str:
        data = (STATIC / _beside(path, found["path"])).read_text(encoding="utf-8").strip()
        return f"const {found['name']} = {data};\n"

    def give(found: re.Match[str]) -> str:
        gives.append(found["name"])
        return f"{found['kind']} {found['name']}"

    text = _PASSED.sub(pass_on, _IMPORT.sub(need, _JSON.sub(embed, text)))
    text = _EXPORT.sub(give, text)
    if left := _LEFT.search(text):
        raise AssetError(
            f"{path}: {left.group()!r} cannot be joined; write imports as"
            ' `import { name } from "./file.js";` and exports as `export const|class|function`'
        )
    return Module(path, tuple(dict.fromkeys(needs)), tuple(gives), text)


def list_modules(entry: str, *, made: Mapping[str, str]) -> list[Module]:
    """List a module and all it needs, each after those it needs.

    Parameters
    ----------
    entry
        The path of the module.
    made
        Modules that are made by the server.

    Raises
    ------
    AssetError
        If a module needs itself by way of others.
    """
    known: dict[str, Module] = {}
    done: dict[str, Module] = {}

    def visit(path: str, way: tuple[str, ...]) -> None:
        if path in done:
            return
        if path in way:
            raise AssetError(f"modules need each other in a ring: {' → '.join((*way, path))}")
        module = known.setdefault(path, read_module(path, made=made))
        for other in module.needs:
            visit(other, (*way, path))
        done[path] = module

    visit(entry, ())
    return list(done.values())


def _blocks(modules: list[Module]) -> Iterator[str]:
    gives = {module.path: set(module.gives) for module in modules}
    yield "const modules = {};\n"
    for module in modules:
        for names, other in re.findall(
            r'^const \{ ([^}]*) \} = modules\["([^"]*)"\];$', module.text, re.MULTILINE
        ):
            if missing := set(_names(names)) - gives[other]:
                raise AssetError(
                    f"{module.path}: {other} does not export {', '.join(sorted(missing))};"
                    f" it exports {', '.join(sorted(gives[other]))}"
                )
        given = ", ".join(module.gives)
        yield f'{{\n{module.text.rstrip()}\nmodules["{module.path}"] = {{ {given} }};\n}}\n'


def _escape(found: re.Match[str]) -> str:
    """Write a sign as a script may name it: by its one or two units of UTF-16."""
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def shorten(text: str) -> str:
    """Leave out what only those read who write the script, and name every other sign in ASCII.

    A browser holds a script in one byte a sign only where it is all ASCII.

    Parameters
    ----------
    text
        The script.

    Examples
    --------
    >>> shorten("const plus = '＋'; // stays, not being alone").isascii()
    True
    """
    return _BEYOND_ASCII.sub(_escape, _COMMENT.sub("", text))


def join_modules(entry: str, *, made: Mapping[str, str], is_module: bool) -> str:
    """Join a module and all it needs into one script.

    Parameters
    ----------
    entry
        The path of the module, such as ``pages/app.js``.
    made
        Modules that are made by the server, by path.
    is_module
        Whether the script is a module itself that exports what the entry does; otherwise it is
        a classic script that leaves nothing behind, for a page opened from disk.
    """
    modules = list_modules(entry, made=made)
    body = shorten("".join(_blocks(modules)))
    if not is_module:
        return f'(() => {{\n"use strict";\n{body}}})();\n'
    given = ", ".join(modules[-1].gives)
    return f'{body}export const {{ {given} }} = modules["{entry}"];\n' if given else body
