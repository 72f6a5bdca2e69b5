"""The service holds to its own OpenAPI document, asked by examples made from that document."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from starlette.applications import Starlette

from app.ogc.query import MAX_LIMIT
from app.published.store import current_store
from app.web import ogc

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "12"))
PATIENCE_S = 3600
"""In place of the client's ten seconds: a slow machine is no fault."""


@pytest.fixture(scope="module")
def service():
    """The service as its own document says it is.

    What reads the document is loaded here, by the one worker that asks, and not by all of them
    while they collect, as its plugin of pytest would.
    """
    import schemathesis  # noqa: PLC0415
    from schemathesis.config import SchemathesisConfig  # noqa: PLC0415
    from schemathesis.python.asgi import shutdown_lifespans  # noqa: PLC0415

    yield schemathesis.openapi.from_asgi(
        "/ogc/api?f=json",
        Starlette(routes=ogc.list_routes(current_store())),
        config=SchemathesisConfig.from_dict(
            {"request-timeout": PATIENCE_S, "generation": {"mode": "all"}}
        ),
        timeout=PATIENCE_S,
    )
    shutdown_lifespans()


def is_told_in_words(query):
    """Say whether a question touches a rule that the standard has beside the schema.

    A limit above the largest is lowered; south stands before north, a start before its end; not
    every month has a day after the 28th.
    """
    limit, box = str(query.get("limit", "")), query.get("bbox", [])
    when = str(query.get("datetime", ""))
    is_high = limit.isdecimal() and int(limit) > MAX_LIMIT
    parts = box.split(",") if isinstance(box, str) else box
    try:
        numbers = [float(part) for part in parts]
    except (TypeError, ValueError):
        numbers = []  # bounds that are no numbers are refused by the schema
    is_box = len(numbers) in {4, 6} and numbers[1] > numbers[len(numbers) // 2 + 1]
    is_date = "/" in when or when[8:10] > "28"
    return is_high or is_box or is_date


@pytest.fixture(scope="module")
def hold_to_document():
    """Give what an answer must be, whatever of an operation a case asks."""
    from schemathesis import checks  # noqa: PLC0415
    from schemathesis.specs.openapi import checks as openapi  # noqa: PLC0415

    accepted = [openapi.positive_data_acceptance, openapi.negative_data_rejection]
    held = [
        checks.not_a_server_error,
        openapi.status_code_conformance,
        openapi.content_type_conformance,
        openapi.response_schema_conformance,
        openapi.unsupported_method,
        *accepted,
    ]

    @settings(
        deadline=None,
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    def hold(case):
        excluded = accepted if is_told_in_words(case.query or {}) else []
        case.call_and_validate(checks=held, excluded_checks=excluded)

    return hold


def test_each_operation_answers_as_its_document_says(service, hold_to_document, subtests):
    from schemathesis.pytest.lazy import get_all_tests  # noqa: PLC0415

    found = list(
        get_all_tests(schema=service, test_func=hold_to_document, settings=None, given_kwargs=None)
    )
    assert len(found) > 10
    for operation, ask in (one.ok() for one in found):
        with subtests.test(operation.label):
            ask()
