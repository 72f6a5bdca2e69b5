"""The share panel: link, QR code, frame for other pages, and files of the view."""

from html import escape

import streamlit as st

from app.messages import Words

FORMATS = ("html", "pptx", "pdf", "png")


def share_panel_html(words: Words) -> str:
    """Return the panel, the same for every view: its script reads the address when it opens."""

    def text(sentence: str) -> str:
        return escape(words(sentence))

    names = {
        "html": words("Web page, one file (.html)"),
        "pptx": words("Slides (.pptx)"),
        "pdf": words("Sheet (.pdf)"),
        "png": words("Picture (.png)"),
    }
    files = "".join(
        f'<li><a href="./export/{kind}" data-share-file="{kind}">{escape(names[kind])}</a></li>'
        for kind in FORMATS
    )
    refused = text("Copying was refused: select the text and press Ctrl+C.")
    sentences = {
        "copied": text("Copied"),
        "refused": refused,
        "making": escape(words("Being made, {n} s")),
        "done": escape(words("Downloaded: {name}")),
        "failed": escape(words("The file could not be made: {reason}")),
        "silent": text("the server did not answer"),
        "cancelled": text("Cancelled; nothing was saved."),
        "long": text("The link is too long for a QR code."),
    }
    attributes = " ".join(f'data-say-{name}="{said}"' for name, said in sentences.items())
    title = '<p class="city-share-title">'
    return (
        f'<details class="city-share" {attributes}><summary>{text("Share")}</summary>'
        '<div class="city-share-box">'
        '<div class="city-share-link"><div>'
        f'<label for="city-share-page">{text("Page of the link")}</label>'
        f'<select id="city-share-page"><option value="">{text("The map page")}</option>'
        f'<option value="present">{text("The full-screen show")}</option></select>'
        f'<label for="city-share-address">{text("Link to this view")}</label>'
        '<input id="city-share-address" type="text" readonly>'
        f'<button type="button" data-share-copy="address">{text("Copy link")}</button></div>'
        f'<img class="city-share-qr" alt="{text("QR code of the link")}" width="148" height="148">'
        "</div>"
        f"{title}{text('Download this view')}</p><ul>{files}</ul>"
        '<p class="city-share-status" role="status"></p>'
        f'<button type="button" class="city-share-cancel" hidden>{text("Cancel")}</button>'
        f'{title}<label for="city-share-frame">{text("Embed in a web page")}</label></p>'
        '<textarea id="city-share-frame" rows="3" readonly></textarea>'
        f'<button type="button" data-share-copy="frame">{text("Copy the code")}</button>'
        "</div></details>"
    )


def show_share_panel(*, words: Words) -> None:
    """Show the panel."""
    with st.container(key="share", width="content"):
        st.html(share_panel_html(words))
