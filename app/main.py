"""The entry: one server for the pages and the data, for uvicorn and for ``streamlit run``."""

from pathlib import Path

import streamlit as st

from app.components.faults import show_failure
from app.files import routes as export_routes
from app.serving import list_middleware, list_routes, prepare
from app.show import page as show_page
from app.show import qr

app = st.App(
    Path(__file__).with_name("script.py"),
    routes=[
        *show_page.list_routes(),
        *qr.list_routes(),
        *export_routes.list_routes(),
        *list_routes(),
    ],
    middleware=list_middleware(),
    lifespan=prepare,
    on_script_error=show_failure,
)
