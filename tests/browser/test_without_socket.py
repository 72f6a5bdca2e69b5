"""Where a proxy refuses the live connection, the page says what works without it."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("path", ["/", "/overview", "/nearby"])
def test_a_refused_connection_is_said_with_what_works(visit, server, path):
    page = visit(is_fresh=True).page
    page.route_web_socket("**/_stcore/stream", lambda line: line.close())
    page.goto(f"{server}{path}?sector=roads&lang=en")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("The live connection")
    page.get_by_role("link", name="The map, full screen").click()
    expect(page).to_have_url(f"{server}/present?sector=roads&lang=en")
    expect(page.get_by_role("heading").first).to_be_visible()
