"""Plain facts of notices from the tables: one row for each procurement, with the words that ask."""

import datetime as dt
import json

from commonweal.interchange.ocds.notice_facts import NoticeFacts, notice_facts
from commonweal.interchange.ocds.tables import write_tables
from tests.interchange.ocds.ocds_examples import release


def facts(tmp_path, *releases):
    path = tmp_path / "notices.jsonl"
    path.write_text("\n".join(map(json.dumps, releases)), "utf-8")
    write_tables([path], tmp_path / "tables", workers=1)
    return list(notice_facts(tmp_path / "tables"))


def test_a_procurement_has_its_buyer_title_subject_date_and_description(tmp_path):
    assert facts(tmp_path, release()) == [
        NoticeFacts(
            ocid="ocds-abc123-0001",
            buyer="Brackenford Council",
            title="Grounds maintenance",
            published_on=dt.date(2026, 1, 10),
            cpv_division="77",
            descriptions=("Social value is part of the award criteria.",),
        )
    ]


def test_criteria_of_the_tender_of_lots_and_metrics_that_were_agreed_are_words_that_ask(tmp_path):
    tender = {
        "id": "t",
        "title": "Roads",
        "awardCriteriaDetails": "Social value 10%",
        "awardCriteria": {"criteria": [{"name": "Jobs", "description": "Local jobs"}, {"name": 3}, "odd"]},
        "lots": [{"id": "1", "awardCriteria": {"criteria": [{"name": "Carbon"}]}}],
    }
    metrics = [{"id": "m", "title": "Apprentices", "description": "Started on the contract"}]
    contracts = [{"id": "c", "awardID": "a1", "agreedMetrics": metrics}]
    (found,) = facts(tmp_path, release(tender=tender, contracts=contracts))
    assert found.criteria == (
        "Social value 10%",
        "Jobs: Local jobs",
        "Carbon",
        "Apprentices: Started on the contract",
    )


def test_a_procurement_known_by_its_contract_alone_takes_the_title_of_the_contract(tmp_path):
    contracts = [{"id": "c", "awardID": "a1", "title": "Peatland restoration"}]
    (found,) = facts(tmp_path, release(tender=None, contracts=contracts))
    assert (found.title, found.descriptions) == ("Peatland restoration", ())


def test_a_procurement_without_any_title_is_no_notice(tmp_path):
    assert facts(tmp_path, release(tender=None)) == []
