"""Optional libraries, loaded when they are first needed."""

from importlib import import_module
from types import ModuleType

from projects.steward.errors import MissingExtraError

_PACKAGES = {
    "docx": "python-docx",
    "pypdfium2": "pypdfium2",
    "pypdf": "pypdf",
    "ahocorasick": "pyahocorasick",
    "openpyxl": "openpyxl",
}


def load_extra(module: str, *, purpose: str) -> ModuleType:
    """Load an optional library.

    Parameters
    ----------
    module
        The module's name.
    purpose
        What it is needed for, as the beginning of a sentence.

    Raises
    ------
    MissingExtraError
        Where it is not installed; the message says what to install.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(package=_PACKAGES.get(module, module), purpose=purpose) from error
