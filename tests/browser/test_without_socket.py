"""Where a proxy refuses the live connection, the page says what works without it."""

from playwright.sync_api import expect

PATIENCE_OF_PAGE_MS = 5000


def test_a_refused_connection_is_said_with_what_works(browser, server):
    # A clock is its context's: every later page of a shared one would go by it.
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.clock.install()
        page.route_web_socket("**/_stcore/stream", lambda line: line.close())
        for path in ("/overview", "/nearby", "/"):
            page.goto(f"{server}{path}?sector=roads&lang=en")
            page.clock.fast_forward(PATIENCE_OF_PAGE_MS)
            expect(page.get_by_role("alert")).to_contain_text("The live connection")
            link = page.get_by_role("link", name="The map, full screen")
            expect(link).to_have_js_property("href", f"{server}/present?sector=roads&lang=en")
        link.click()
        expect(page).to_have_url(f"{server}/present?sector=roads&lang=en")
        expect(page.get_by_role("heading").first).to_be_visible()
