"""`commonweal assess sensitivity`: the contract of docs/reference/cli.md."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from commonweal.cli.main import cli

SCORES = {
    "criteria": [{"id": "price", "weight": 40}, {"id": "quality", "weight": 60}],
    "tenders": [
        {"id": "A", "scores": {"price": 90, "quality": 50}},
        {"id": "B", "scores": {"price": 60, "quality": 80}},
        {"id": "C", "scores": {"price": 10, "quality": 10}},
    ],
}


@pytest.fixture
def scores(tmp_path):
    path = tmp_path / "scores.json"
    path.write_text(json.dumps(SCORES))
    return path


def run(path, *options):
    return CliRunner().invoke(cli, ["assess", "sensitivity", str(path), *options])


def test_json_alone_on_standard_output_in_the_agreed_shape(scores):
    done = run(scores, "--json", "--draws", "2000", "--seed", "7")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    assert answer["ranking"] == [
        {"tender": "B", "total": 72, "rank": 1},
        {"tender": "A", "total": 66, "rank": 2},
        {"tender": "C", "total": 10, "rank": 3},
    ]
    assert answer["weight_intervals"] == {"price": [0, 0.5], "quality": [0.5, 1]}
    assert answer["flip_scores"] == [
        {"tender": "A", "criterion": "quality", "change": 10},
        {"tender": "B", "criterion": "quality", "change": -10},
        {"tender": "B", "criterion": "price", "change": -15},
    ]
    assert answer["can_win"] == {"A": True, "B": True, "C": False}
    assert sum(chance["p"] for chance in answer["probability_of_winning"].values()) == pytest.approx(1)
    assert set(answer) == {"ranking", "weight_intervals", "flip_scores", "can_win", "probability_of_winning"}


def test_the_same_seed_gives_the_same_digits(scores):
    first, second, other = (run(scores, "--json", "--seed", seed).stdout for seed in ("7", "7", "8"))
    assert first == second != other


def test_weights_on_any_scale_give_the_same_digits(scores, tmp_path):
    shares = tmp_path / "shares.json"
    document = json.loads(json.dumps(SCORES))
    for criterion in document["criteria"]:
        criterion["weight"] /= 100
    shares.write_text(json.dumps(document))
    assert run(shares, "--json").stdout == run(scores, "--json").stdout


def test_words_for_people(scores):
    done = run(scores, "--draws", "500")
    assert done.exit_code == 0
    assert "Weights within which the winner holds" in done.stdout
    assert "72.00" in done.stdout


def test_something_invalid_is_told_with_its_path_and_exit_1(scores):
    scores.write_text(json.dumps({**SCORES, "criteria": [{"id": "price", "weight": -1}]}))
    done = run(scores, "--json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "$.criteria[0].weight: a weight may not be negative" in done.stderr


def test_many_problems_are_told_up_to_a_page(scores):
    criteria = [{"id": f"c{i}", "weight": "x"} for i in range(50)]
    scores.write_text(json.dumps({**SCORES, "criteria": criteria}))
    done = run(scores, "--json")
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 21


@pytest.mark.parametrize("content", ["", "{", "\x00"])
def test_unreadable_input_is_exit_2(scores, content):
    scores.write_text(content)
    done = run(scores, "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "not JSON" in done.stderr


def test_a_missing_file_and_a_folder_are_exit_2(tmp_path):
    assert run(tmp_path / "none.json").exit_code == 2
    assert run(tmp_path).exit_code == 2


@pytest.mark.parametrize("options", [("--draws", "0"), ("--draws", "many"), ("--seed", "-1"), ("--colour",)])
def test_wrong_options_are_exit_2(scores, options):
    assert run(scores, *options).exit_code == 2


def test_an_unknown_part_is_noted_on_standard_error(scores):
    scores.write_text(json.dumps({**SCORES, "title": "Homecare"}))
    done = run(scores, "--json", "--draws", "10")
    assert done.exit_code == 0
    assert "$.title" in done.stderr
    json.loads(done.stdout)


def test_no_django_is_loaded(scores):
    program = (
        "import sys; from commonweal.cli.main import cli;"
        f"cli.main(['assess', 'sensitivity', {str(scores)!r}, '--json', '--draws', '10'], standalone_mode=False);"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


def changed(scores, **parts):
    scores.write_text(json.dumps({**SCORES, **parts}))
    return json.loads(run(scores, "--json", "--draws", "500").stdout)


def test_one_tender_wins_at_any_weight_and_nothing_flips_it(scores):
    answer = changed(scores, tenders=SCORES["tenders"][:1])
    assert answer["ranking"] == [{"tender": "A", "total": 66, "rank": 1}]
    assert answer["weight_intervals"] == {"price": [0, 1], "quality": [0, 1]}
    assert (answer["flip_scores"], answer["can_win"]) == ([], {"A": True})
    assert answer["probability_of_winning"] == {"A": {"p": 1, "se": 0}}


def test_level_tenders_share_a_rank_and_a_weight_of_nought_is_a_weight(scores):
    """On quality alone A and B are level; A, better on price, is told first by the criterion of no weight."""
    answer = changed(
        scores,
        criteria=[{"id": "price", "weight": 0}, {"id": "quality", "weight": 3}],
        tenders=[
            {"id": "B", "scores": {"price": 60, "quality": 50}},
            {"id": "A", "scores": {"price": 90, "quality": 50}},
        ],
    )
    assert [(each["tender"], each["rank"]) for each in answer["ranking"]] == [("A", 1), ("B", 1)]
    assert answer["weight_intervals"] == {"price": [0, 1], "quality": [0, 1]}
    assert answer["can_win"] == {"B": True, "A": True}
    assert answer["flip_scores"] == [
        {"tender": "A", "criterion": "quality", "change": 0},
        {"tender": "B", "criterion": "quality", "change": 0},
    ]


def test_the_order_of_tenders_changes_no_figure(scores):
    assert changed(scores) == changed(scores, tenders=SCORES["tenders"][::-1])


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"criteria": [{"id": "price", "weight": 0}]}, "$.criteria: every weight is zero"),
        ({"criteria": {"price": 1}}, "$.criteria: must be a list"),
        (
            {"tenders": [{"id": "A", "scores": {"price": 1}}]},
            "$.tenders[0].scores.quality: there is no score",
        ),
        (
            {"tenders": [{"id": "A", "scores": {"price": 1, "quality": 101}}]},
            "$.tenders[0].scores.quality: a score",
        ),
        ({"tenders": [{"id": "A"}]}, "$.tenders[0].scores: is missing"),
        ({"assessors": [{"id": "x", "scores": {"Z": {"price": 1}}}]}, "$.assessors[0].scores.Z: no tender"),
    ],
)
def test_the_path_inside_the_file_is_told(scores, parts, told):
    scores.write_text(json.dumps({**SCORES, **parts}))
    done = run(scores, "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert told in done.stderr
