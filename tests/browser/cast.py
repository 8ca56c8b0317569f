"""The people of a journey: each with a browser of their own, each joining by the invitation in their mail."""

import time

from tests.browser.conftest import WIDTHS, Visitor

PASSWORD = "quiet river stone lamp"
#: Sets apart what one run makes from what another made on the same data.
STAMP = f"{time.time():.0f}"
PATIENCE = 150


def address(name: str) -> str:
    return f"{name.replace(' ', '-')}.{STAMP}@walking.example"


class Cast:
    """Opens a browser for each person and keeps it."""

    def __init__(self, chromium, product):
        self.chromium, self.product = chromium, product
        self.people: dict[str, Visitor] = {}
        self.contexts = []

    def newcomer(self) -> Visitor:
        context = self.chromium.new_context(
            viewport={"width": WIDTHS["wide"], "height": 900}, locale="en-GB", timezone_id="Europe/London"
        )
        context.set_default_timeout(30_000)
        self.contexts.append(context)
        return Visitor(context.new_page(), self.product, "wide")

    def join(self, name: str) -> Visitor:
        """Follow the link of the newest invitation to this person, once the worker has sent it."""
        who = self.newcomer()
        mail = who.page.locator("article", has_text=address(name)).first
        for _second in range(PATIENCE):
            who.page.goto(f"{self.product.address}/demonstration/emails")
            if mail.count():
                break
            time.sleep(1)
        mail.get_by_role("link").first.click()
        who.page.wait_for_load_state()
        who.look().fill({"Choose a password": PASSWORD}).choose("I will keep what I see").press("Join")
        self.people[name] = who
        return who

    def close(self) -> None:
        for context in self.contexts:
            context.close()
