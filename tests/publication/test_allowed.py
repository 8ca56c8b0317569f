"""What of an ask is public: an allow-list that somebody decided, field by field."""

from dataclasses import replace

from commonweal.domain.asks import AskContent, LibraryContent
from commonweal.domain.engagements import EngagementCall, EngagementContent
from commonweal.domain.pipelines import PipelineContent
from commonweal.domain.published_contracts import ContractContent
from commonweal.domain.tendering_content import TenderingContent
from commonweal.publication.allowed import (
    ASK_ALLOWED,
    ASK_WITHHELD,
    CALL_ALLOWED,
    CONTRACT_ALLOWED,
    ENGAGEMENT_ALLOWED,
    PIPELINE_ALLOWED,
    TENDERING_ALLOWED,
    fields_of,
    public_ask,
)
from tests.domain.asks_examples import a_criterion, a_metric, an_ask

CANARY = "canary-of-the-working-paper"


def test_every_field_of_an_ask_is_allowed_or_withheld_by_decision():
    undecided = {
        path
        for path in fields_of(AskContent) - ASK_ALLOWED - ASK_WITHHELD
        if not any(path.startswith(f"{withheld}.") for withheld in ASK_WITHHELD)
    }
    assert undecided == set()


def test_no_field_is_both_and_none_is_of_the_past():
    assert not ASK_ALLOWED & ASK_WITHHELD
    assert fields_of(AskContent) >= ASK_ALLOWED | ASK_WITHHELD


def test_the_library_wording_stays_inside_and_the_rest_is_word_for_word():
    working_paper = LibraryContent("edition", "1d", CANARY, CANARY, "provisional")
    criterion = a_criterion(library=working_paper, metrics=(a_metric(library=working_paper),))
    ask = an_ask(criteria=(criterion,))
    shown = public_ask(ask)
    assert CANARY.encode() not in shown.to_json()
    bare = replace(criterion, library=None, metrics=(a_metric(),))
    assert shown == replace(ask, criteria=(bare,))
    assert AskContent.from_json(shown.to_json()) == shown


def test_every_field_of_a_pipeline_and_of_a_summary_is_allowed_by_decision():
    assert fields_of(PipelineContent) == PIPELINE_ALLOWED
    assert fields_of(EngagementContent) == ENGAGEMENT_ALLOWED
    assert fields_of(EngagementCall) == CALL_ALLOWED


def test_every_field_of_a_contract_is_allowed_by_decision():
    assert fields_of(ContractContent) == CONTRACT_ALLOWED


def test_every_field_of_what_is_told_while_tendering_is_allowed_by_decision():
    assert fields_of(TenderingContent) == TENDERING_ALLOWED
