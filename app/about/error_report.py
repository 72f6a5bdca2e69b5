"""The text with which a reader reports an error, prefilled as far as we know."""

from urllib.parse import urlsplit, urlunsplit

from markupsafe import Markup

from app.about.maintainer import Maintainer
from app.address import View
from app.links import page_address
from app.messages import Words
from app.template import render
from app.words.record import RecordWords
from projects.model import Project


def app_root(address: str, *, page: str) -> str:
    """Return the address of the app's root from that of one of its pages.

    Parameters
    ----------
    address
        The address the reader sees.
    page
        The page's path.

    Examples
    --------
    >>> app_root("https://city.example/maps/about?sel=x", page="about")
    'https://city.example/maps/'
    """
    parts = urlsplit(address)
    path = parts.path.rstrip("/").removesuffix(f"/{page}") if page else parts.path.rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/", "", ""))


def report_text(view: View, *, project: Project | None, title: str, root: str, words: Words) -> str:
    """Write the text to send.

    Parameters
    ----------
    view
        The view; the link restores it.
    project
        The project that is selected, or None.
    title
        The name of the catalogue.
    root
        The address of the app's root, ending in a slash; may be empty.
    words
        The language.

    Returns
    -------
    str
        Plain text of a few lines.
    """
    if project is None:
        named = words("Project: (its name, or the link from its card)")
    else:
        named = words(
            "Project: {name} ({id})",
            name=RecordWords(project, words).name,
            id=project.id,
        )
    # Never the place where the reader stands: the text goes to somebody else.
    selected = View(
        view.filters,
        project.id if project else None,
        view.camera,
        view.base,
        view.lang,
        report=view.report,
    )
    link = root.removesuffix("/") + page_address(selected).removeprefix("." if root else "")
    return "\n".join(
        [
            words("An error on the map: {title}", title=title),
            named,
            words("Link: {link}", link=link),
            "",
            words("What is wrong:"),
            "",
            words("What is right, and where one can read it:"),
            "",
        ]
    )


def say_where_to_send(maintainer: Maintainer | None, *, words: Words) -> str:
    """Say what becomes of the text: where it is sent, or how to hand it on.

    Parameters
    ----------
    maintainer
        Who runs the map; None where this is not set.
    words
        The language.
    """
    filled = words("A project that is selected when you come here is filled in.")
    if maintainer is None:
        sent = words(
            "This server names no address for errors: copy the text and hand it to whoever gave"
            " you the link to this map."
        )
    elif maintainer.is_mail:
        sent = words(
            "The text goes by e-mail to {name}, from your own mail program.", name=maintainer.name
        )
    else:
        sent = words(
            "Copy the text, then report it at {name}; nothing is sent from here.",
            name=maintainer.name,
        )
    return sent + words.pick("", " ") + filled


def report_html(
    text: str, *, words: Words, maintainer: Maintainer | None = None, subject: str = ""
) -> Markup:
    """Show the text in a field where it can be completed, copied and sent.

    Parameters
    ----------
    text
        From `report_text`.
    words
        The language.
    maintainer
        Who runs the map; None where this is not set.
    subject
        The subject of a letter.
    """
    send = ""
    if maintainer is not None:
        send = (
            words("Write the e-mail") if maintainer.is_mail else words("Open the maintainer's page")
        )
    return render(
        "report.html",
        label=words("Text of the report: complete it here, then copy it"),
        text=text,
        maintainer=maintainer,
        letter=maintainer.letter(text, subject=subject) if maintainer else "",
        subject=subject,
        send=send,
    )


def report_link_html(view: View, *, words: Words) -> Markup:
    """Write the link to where an error is reported; it never tells where the reader stands.

    Parameters
    ----------
    view
        The view; its selected project is filled in.
    words
        The language.
    """
    text = words("Something wrong here? Report an error")
    return render("report-link.html", view=view.without_spot(), text=text)
