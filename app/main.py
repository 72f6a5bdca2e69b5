"""The entry: one server for the pages and the data, for uvicorn and for ``streamlit run``."""

from pathlib import Path

import streamlit as st

from app.components.faults import show_failure
from app.published.store import current_store
from app.web.memory import bound_stores
from app.web.readiness import prepare
from app.web.routes import list_middleware, list_routes
from app.web.streamlit_start import leave_out_searches

bound_stores()
leave_out_searches()

app = st.App(
    Path(__file__).with_name("script.py"),
    routes=list_routes(current_store(), are_late=True),
    middleware=list_middleware(),
    lifespan=prepare(current_store()),
    on_script_error=show_failure,
)
