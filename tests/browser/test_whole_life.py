"""The whole life of a procurement, from an empty authority to a verified commitment, entirely by clicking.

Everybody has a browser of their own: administrator, mission lead, procurement officer, openers, assessors, moderator,
contract manager, and a supplier's director, writer and delivery lead. Only the two organisations come from the
command line, as they do in real life; everybody else is invited.
"""

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest

from commonweal.domain.permissions import ROLES, Role
from tests.browser.cast import STAMP, Cast, address
from tests.browser.conftest import Visitor

#: Long enough to write a tender by clicking on a busy machine; the rest of it is waited for.
MINUTES_TO_TENDER = 4
PASSPHRASE = "seven green herons waiting"
LONDON = ZoneInfo("Europe/London")
AUTHORITY = f"Borough of Walking {STAMP}"
SUPPLIER = f"Walking Example Ltd {STAMP}"
STAFF = {
    "mission lead": [Role.MISSION_LEAD],
    "officer": [Role.PROCUREMENT_OFFICER],
    "opener one": [Role.OPENER],
    "opener two": [Role.OPENER],
    "opener three": [Role.OPENER],
    "assessor one": [Role.ASSESSOR],
    "assessor two": [Role.ASSESSOR],
    "moderator": [Role.MODERATOR],
    "contract manager": [Role.CONTRACT_MANAGER],
}
FIRM = {"writer": [Role.TENDER_WRITER], "delivery lead": [Role.DELIVERY_LEAD]}
MISSION = f"By 2030 every home in {AUTHORITY} is warm"
GOAL = "No home is cold in winter"
OUTCOME = "Local people have the skills to insulate homes"
ASSUMPTION = "People who train here find work here"
BUYING = f"Insulating council homes {STAMP}"
PROMISE = "Weeks of paid training for residents"
METRIC = "Weeks of paid training"
LESSON = "Evening courses fill faster than day courses"
REASON = "The answer names people, places and dates, and says who answers for each of them."


def today() -> dt.date:
    return dt.datetime.now(LONDON).date()


@pytest.fixture
def cast(chromium, product):
    made = Cast(chromium, product)
    yield made
    made.close()


def gather(cast: Cast) -> None:
    """Two organisations are set up from the command line; everybody else joins by invitation."""
    for name, side, key in ((AUTHORITY, "authority", "administrator"), (SUPPLIER, "supplier", "director")):
        cast.product.command(
            "organisation", "create", name, "--side", side,
            "--administrator", address(key), "--administrator-name", key.capitalize(),
        )  # fmt: skip
    for chief, members in (("administrator", STAFF), ("director", FIRM)):
        administrator = cast.join(chief)
        for name, roles in members.items():
            administrator.go("/organisation").click("Invite a person")
            administrator.fill({"Name": name.capitalize(), "Email address": address(name)})
            administrator.choose(*(ROLES[role].title for role in roles)).press("Send the invitation")
    for name in (*STAFF, *FIRM):
        cast.join(name)


def write_a_mission(lead: Visitor) -> None:
    """A mission that has been asked the five questions, its goal, an outcome that leads there, an assumption."""
    lead.click("Missions").click("Write a mission")
    lead.fill({"The mission in one sentence": MISSION}).date("Deadline", dt.date(2030, 12, 31))
    lead.press("Save the mission").click("Answer the five questions")
    for _question in range(5):
        lead.answer("Your answer", "Yes").fill({"Why do you think so": REASON}).press("Save the answer")
    lead.click("Add the first goal")
    lead.answer("What is it?", "Goal").fill({"Say it as a change": GOAL}).press("Save")
    lead.click(MISSION).click("Adopt the mission").press("Adopt the mission").sees("Adopted")
    lead.click(GOAL).click("Add an outcome that leads to it")
    lead.answer("What is it?", "Outcome").fill({"Say it as a change": OUTCOME})
    lead.select("What does it lead to?", GOAL).press("Save")
    lead.click("0 assumptions").click("Note an assumption")
    lead.fill({"We assume that": ASSUMPTION}).press("Save the assumption").sees(ASSUMPTION)


def plan(officer: Visitor) -> None:
    """From the pipeline to a plan, question by question, and what it serves."""
    ends = today() + dt.timedelta(days=800)
    officer.click("Pipeline").click("Add to the pipeline")
    officer.fill({"What do you mean to buy": BUYING, "Estimated value with VAT": "1200000"})
    officer.fill({"The same without VAT": "1000000"})
    officer.answer("Mostly", "Works").press("Save")
    officer.click("Say what it could serve").select("Mission or outcome", OUTCOME)
    officer.fill({"Why does it serve this": "Insulating homes needs skilled people."}).press("Save")
    officer.click("Plan this procurement").press("Begin planning")
    officer.fill({"What it is and who it is for": "Insulating 400 homes whose tenants pay most for heat."})
    officer.press("Continue").date("It starts on", today() + dt.timedelta(days=2)).date("It ends on", ends)
    officer.fill({"How many months could extensions add": "12"}).press("Continue")
    officer.date("Deadline for tenders", today() + dt.timedelta(days=1), "12:00").press("Continue")
    officer.fill({"Places": "Camden"}).press("Continue")
    officer.click("Change how certain the solution is").answer("It is", "Scale-up").press("Continue")
    officer.sees(OUTCOME).click("Continue")
    officer.click("Start designing the ask").press("Start designing the ask")


def design(officer: Visitor) -> None:
    """Price, quality and a social value criterion from a framework, a metric, weightings, why, our own promise."""
    officer.click("Price", exact=True).fill({"Which price is compared": "The whole contract."})
    officer.answer("How prices become points", "Lowest price in proportion").press("Save")
    officer.click("A quality criterion").fill(
        {
            "What it is about": "How the work is done",
            "The question to tenderers": "How will you insulate homes that people live in?",
        }
    ).press("Save")
    officer.click("Copy from a social value framework")
    officer.page.get_by_role("radio").first.check()
    officer.press("Continue")
    officer.page.locator("input[name=criteria]").first.check()
    officer.select("Which outcome of your own missions", OUTCOME).press("Copy into the ask")
    officer.page.get_by_role("link", name="Add a metric").last.click()
    officer.page.wait_for_load_state()
    officer.look().fill({"What is counted": METRIC, "In what unit": "weeks"})
    officer.select("What kind of figure", "Number of things").select("Which outcome", OUTCOME).press("Save")
    officer.click("Set the weightings")
    for field, weight in zip(
        officer.page.locator("input[inputmode=decimal]").all(), (40, 30, 30), strict=True
    ):
        field.fill(str(weight))
    officer.press("Save").sees("100%")
    officer.click("Change why we ask this")
    officer.fill({"Why we ask this": "Cold homes make people ill, and few here can mend them."}).press("Save")
    officer.click("Add a promise of ours").fill(
        {"We will": "Introduce you to every tenants’ group.", "Which post answers": "Head of housing"}
    ).press("Save")
    officer.click("Preview as supplier").sees("Introduce you to every tenants’ group.")
    officer.click("Back")


def choose_passphrases(cast: Cast) -> None:
    for name in ("opener one", "opener two", "opener three"):
        opener = cast.people[name].go("/opening").click("Set your opening passphrase")
        opener.fill({"Opening passphrase": PASSPHRASE, "The same again": PASSPHRASE})
        opener.press("Set the passphrase")


def publish(officer: Visitor, lead: Visitor, minutes: int) -> dt.datetime:
    """Bring the deadline near, so that the test can wait for it, have the ask approved, and publish."""
    deadline = dt.datetime.now(LONDON).replace(second=0, microsecond=0) + dt.timedelta(minutes=minutes)
    officer.click(BUYING).click("Change round 1").date(
        "Deadline for tenders", deadline.date(), f"{deadline:%H:%M}"
    )
    officer.press("Save").click("Design the ask").sees("A second person has not approved it yet")
    officer.click("Review, comments and approval").click("Send it for approval").press("Send it for approval")
    lead.go(officer.page.url).click("Read it and decide").answer("Your decision", "Approve these words")
    lead.press("Record the decision").sees("Approved as it stands")
    officer.click("Back").sees("Nothing stands in the way").click("Publish", exact=True)
    officer.choose("Opener one", "Opener two", "Opener three").press("Publish and invite tenders")
    officer.sees("Open to tenders")
    return deadline


def tender(writer: Visitor) -> str:
    """Find the opportunity, write every part, submit, keep the code; the receipt says when."""
    writer.click("Opportunities").click(BUYING).click("Begin a tender").press("Begin")
    home = writer.page.url
    writer.click("Your price").fill({"Price for the whole contract": "950000"}).press("Save")
    answers = writer.page.locator(".govuk-task-list__link[href*='/answers/']")
    for number in range(answers.count()):
        answers.nth(number).click()
        writer.page.wait_for_load_state()
        writer.look().fill({"Your answer": f"{REASON} We have done so since 2019."}).press("Save and close")
    writer.page.locator(".govuk-task-list__link[href*='/commitments/']").last.click()
    writer.page.wait_for_load_state()
    writer.look().click("Offer a commitment").answer("What kind of commitment", "A rate")
    writer.answer("What is counted?", METRIC).press("Continue")
    offer_a_rate(writer)
    writer.sees(PROMISE).go(home).click("Check and submit")
    code = writer.page.locator("p.cw-code").inner_text()
    writer.choose("I have kept the code", "I may submit this tender").press("Submit the tender")
    writer.sees("Receipt").sees("SHA-256 digest")
    return code


def offer_a_rate(writer: Visitor) -> None:
    """A rate on the metric of the ask: it counts from the day it is reported, whatever is called off."""
    writer.fill({"What do you promise, in one line": PROMISE, "How much": "1"})
    writer.fill({"For how many pounds": "20000", "How will you do it": "With the college, two days a week."})
    writer.answer("Who will do it?", "Us").press("Save the commitment")


def open_the_tenders(cast: Cast, deadline: dt.datetime) -> None:
    """Two openers, one after the other, once the deadline has passed."""
    time.sleep(max(0.0, (deadline - dt.datetime.now(LONDON)).total_seconds()) + 2)
    for name, button in (("opener one", "Do the first part"), ("opener two", "Open the tenders")):
        opener = cast.people[name].go("/opening").click(BUYING)
        opener.fill({"Your opening passphrase": PASSPHRASE}).press(button)
    opener.sees("1 tender was opened.")


def name_the_panel(officer: Visitor) -> None:
    officer.click("Pipeline").click(BUYING).click("Begin the assessment").press("Begin")
    for person, role in (
        ("Assessor one", "Assessor"),
        ("Assessor two", "Assessor"),
        ("Moderator", "Moderator"),
    ):
        officer.click("Name a panel member").answer("Person", person).answer("What they do", role)
        officer.press("Add to the panel")
    officer.click("Let assessors begin").press("Let them begin").sees("to score and hand in")


def score(assessor: Visitor, mark: str) -> None:
    """Declare, give every answer a mark and a reason, hand in."""
    declare(assessor)
    while assessor.page.get_by_role("button", name="Save and go on").count():
        assessor.answer("Band", mark).fill({"Your reason": f"{mark} marks. {REASON}"}).press("Save and go on")
    assessor.sees("Every answer has a score and a reason").click("Hand in your scores").press("Hand in")
    assessor.sees("You handed in")


def declare(member: Visitor) -> None:
    member.go("/assessments").click(BUYING).click("Declare your interests")
    member.answer("Do you have an interest", "No").press("Declare")


def moderate(moderator: Visitor) -> None:
    """All scores side by side, one agreed mark each, locked."""
    moderator.go("/assessments").click(BUYING).click("Go to moderation").sees("25 apart")
    grid = moderator.page.url
    cells = moderator.page.get_by_role("link", name="Marks ")
    for number in range(cells.count()):
        moderator.go(grid)
        cells.nth(number).click()
        moderator.page.wait_for_load_state()
        moderator.look().answer("Agreed band", "75").fill({"Reason that all agree on": REASON})
        moderator.press("Save the agreed score")
    moderator.go(grid).click("Lock the scores").press("Lock the scores").sees(SUPPLIER)


def award(officer: Visitor) -> None:
    """The ranking, how firm it is, the look at the debarment list, the decision, its summaries and notice, and the contract."""
    officer.click("Pipeline").click(BUYING).click("Go to the assessment").click("The ranking").sees(SUPPLIER)
    officer.click("How firm is this result?").sees("it decides nothing")
    officer.click("Back")
    decide = (
        officer.click("Decide the award").sees("Nobody has looked them up in the debarment list").page.url
    )
    officer.click("Look at it and decide").click("Look up").date("Day you looked", today())
    officer.answer("Are they on the list?", "No").press("Save the check").sees("Not listed")
    officer.go(decide).answer("Standstill", "Not required")
    officer.fill({"Reason for the decision": "First by the published weightings.",
                  "Why this standstill": "It is below the threshold."}).press("Decide")  # fmt: skip
    officer.click("Send the assessment summaries").press("Send them")
    officer.click("Record the contract award notice").date("Day of publication", today()).press(
        "Save the day"
    )
    officer.click("Enter into the contract").date("The contract starts on", today())
    officer.date("The contract ends on", today() + dt.timedelta(days=800)).press("Enter into the contract")
    officer.sees("Contract entered into")


def deliver(cast: Cast) -> str:
    """Who looks after it, a report with its evidence, the verification; gives the address of the commitment."""
    manager, lead = cast.people["contract manager"], cast.people["delivery lead"]
    manager.click("Contracts").click(BUYING).click("Say who looks after it")
    manager.select("For the authority", "Contract manager").select("For the supplier", "Delivery lead").press(
        "Save"
    )
    lead.click("Contracts").click(BUYING).click(PROMISE)
    commitment = lead.page.url
    lead.click("Report on it").date("From", today()).date("To", today())
    lead.fill({"How much": "12", "In words": "Three residents began a four-week course."})
    lead.attach("A file that supports it", "register.txt", b"Week 1: three people came every day.\n")
    lead.press("Send the report").sees("Waiting to be verified").sees("register.txt")
    manager.go(commitment).sees("Reported").click(f"{today().day} ").click("Verify it")
    manager.answer("Your decision", "Accept all of it").fill({"Why": "The register agrees with the report."})
    manager.press("Record the decision").sees("accepted it: 12 weeks")
    return commitment


def learn(manager: Visitor, commitment: str) -> None:
    """A lesson on the contract, and what it says about the assumption of the mission."""
    manager.go(commitment).click("Back").click("Write down a lesson")
    manager.fill(
        {
            "The lesson in one line": LESSON,
            "What happened": "The evening course was full in a week, the day course never.",
            "What we now believe": "People who work need courses after work.",
        }
    ).press("Save the lesson")
    manager.click("Link it to an assumption").select("Assumption", ASSUMPTION).answer(
        "The lesson", "strengthen"
    )
    manager.fill({"Why": "All three found work."}).press("Save").sees(ASSUMPTION)


@pytest.mark.pages
def test_from_an_empty_authority_to_a_verified_commitment(cast):
    gather(cast)
    people = cast.people
    write_a_mission(people["mission lead"])
    officer = people["officer"]
    plan(officer)
    design(officer)
    choose_passphrases(cast)
    deadline = publish(officer, people["mission lead"], MINUTES_TO_TENDER)
    tender(people["writer"])
    open_the_tenders(cast, deadline)
    name_the_panel(officer)
    score(people["assessor one"], "75")
    score(people["assessor two"], "50")
    declare(people["moderator"])
    moderate(people["moderator"])
    award(officer)
    commitment = deliver(cast)
    learn(people["contract manager"], commitment)
    manager = people["contract manager"].go(commitment)
    figures = [each.inner_text() for each in manager.page.locator("dl.cw-runner dd strong").all()]
    assert figures == ["1 per £20,000", "12", "12"], "promised, reported and verified"
    manager.go(commitment.replace("/commitments/", "/thread/commitment/"))
    for stop in (MISSION, OUTCOME, BUYING, PROMISE):
        manager.sees(stop)
    people["mission lead"].click("Missions").click(MISSION).sees(LESSON)
