"""How long an act on a page takes until what is looked at has changed and is painted."""

import math
from collections.abc import Callable

from own_processes import read_cpu_s
from playwright.sync_api import Page

# The time runs from the browser's own stamp of the reader's last event, so that what the act waits
# for behind a busy page counts too; the frame that follows the change ends it.
_ARM = """
([event, patienceMs]) => {
  const look = () => (%s);
  const before = look();
  window.benchClock = new Promise((done) => {
    const unheard = setTimeout(() => done("unheard"), 2 * patienceMs);
    addEventListener(event, ({ timeStamp }) => {
      clearTimeout(unheard);
      const spent = () => performance.now() - timeStamp;
      const wait = () => {
        const now = look();
        const hasChanged = now && now !== before;
        if (spent() > patienceMs) done("late");
        else if (!hasChanged) requestAnimationFrame(wait);
        else requestAnimationFrame(() => setTimeout(() => done(spent())));
      };
      wait();
    }, { capture: true, once: true });
  });
}
"""
_CALM_S = 0.02
_STILL = """
() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
"""


class UnheardError(AssertionError):
    """The page has not heard of an act: the measurement's own fault."""


def time_act(
    page: Page, act: Callable[[], object], *, look: str, event: str, patience_s: float
) -> float:
    """Time an act of the mouse or the keyboard.

    Parameters
    ----------
    page
        Where it is done.
    act
        Does it, as a reader would.
    look
        An expression of the page; the act is answered when its value is another one.
    event
        The kind of the page's event that the time starts with.
    patience_s
        How long an answer is waited for.

    Returns
    -------
    float
        Milliseconds; infinite where the answer took longer than the patience.
    """
    page.evaluate(_ARM % look, [event, patience_s * 1000])
    act()
    told = page.evaluate("() => window.benchClock")
    if told == "unheard":
        raise UnheardError(f"no {event} reached {page.url}: look at what lies over the place")
    return math.inf if told == "late" else float(told)


def wait_until_calm(page: Page, *, pid: int, calm_ms: int) -> None:
    """Wait until the page's script and its server have done all that an act has caused."""
    page.wait_for_function(_STILL)
    before = -1.0
    while (now := read_cpu_s(pid)) > before + _CALM_S:
        before = now
        page.wait_for_timeout(calm_ms)
