"""The service holds to its own OpenAPI document, asked by examples made from that document."""

import os

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.applications import Starlette

from app.ogc.query import MAX_LIMIT
from app.published.store import current_store
from app.web import ogc

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "12"))
PATIENCE_S = 3600
"""In place of the client's ten seconds: a slow machine is no fault."""
CONFIG = SchemathesisConfig.from_dict(
    {"request-timeout": PATIENCE_S, "generation": {"mode": "all"}}
)
SERVICE = schemathesis.openapi.from_asgi(
    "/ogc/api?f=json",
    Starlette(routes=ogc.list_routes(current_store())),
    config=CONFIG,
    timeout=PATIENCE_S,
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    positive_data_acceptance,
    negative_data_rejection,
    unsupported_method,
]


def is_told_in_words(query):
    """Say whether a question touches a rule that the standard has beside the schema.

    A limit above the largest is lowered; south stands before north, a start before its end.
    """
    limit, box = str(query.get("limit", "")), query.get("bbox", [])
    is_high = limit.isdecimal() and int(limit) > MAX_LIMIT
    parts = box.split(",") if isinstance(box, str) else box
    try:
        numbers = [float(part) for part in parts]
    except (TypeError, ValueError):
        numbers = []  # bounds that are no numbers are refused by the schema
    is_box = len(numbers) in {4, 6} and numbers[1] > numbers[len(numbers) // 2 + 1]
    return is_high or is_box or "/" in str(query.get("datetime", ""))


@SERVICE.parametrize()
@settings(
    deadline=None,
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
def test_each_operation_answers_as_its_document_says(case):
    excluded = []
    if is_told_in_words(case.query or {}):
        excluded = [positive_data_acceptance, negative_data_rejection]
    case.call_and_validate(checks=CHECKS, excluded_checks=excluded)
