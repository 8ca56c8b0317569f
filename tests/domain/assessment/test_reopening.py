"""An error of a score is taken as it is named; words about who comes where, and tenderers' names, are refused."""

import pytest

from commonweal.domain.assessment.reopening import check_error
from commonweal.domain.errors import Invalid

HONEST = (
    "The first question was read for the second.",
    "The evidence on the last page was not read.",
    "The answer meets the highest band and was given the lowest.",
    "The top band asks for a plan, and there is one on page four.",
    "The lowest score was typed in place of the highest mark.",
    "The total number of jobs was misread as 40 and not 60.",
    "The figure was put in the wrong place in the sheet.",
    "The evidence was first mentioned in an annex that nobody opened.",
    "The date that comes first in the plan was overlooked.",
    "The score was entered ahead of the moderation meeting.",
    "The reason behind the score belongs to another tenderer.",
    "A page of the answer was lost in the scan.",
    "The note of the lead assessor was not seen.",
    "The lead partner of the consortium was not read of.",
    "The score awarded does not fit the reason that was given.",
    "The answer of another tenderer was read instead of this one.",
    "A slip of the pen: 25 was written for 75.",
    "The outdoor works were counted twice in this answer.",
    "The programme runs behind schedule by the assessor's misreading.",
    "The window replacement method was passed over when scoring.",
    "The plan places the training hub in the north, and we read south.",
    "The last band was chosen though three months were promised.",
    "The price was read as the total for one year.",
    "More than the answer was read: an annex of another lot.",
    "The page won’t open on one assessor's machine, and was skipped.",
    "The plan was not read in the first place.",
    "The date is at the top of the page and was overlooked.",
    "A 75 should have been given to this answer.",
    "The mark was given to another tenderer by a slip.",
    "The combined total of jobs in two years was not added.",
    "The programme has been successful elsewhere, which was overlooked.",
    "Given the contract runs four years, the hours were misread.",
    "We looked over the tender too quickly and missed an annex.",
    "More than the tender says was counted here.",
    "The lowest field of the form was not seen.",
    "The last of the tenders was read with the wrong bands.",
    "The notes above the rest of the page were not read.",
)
OF_RANK = (
    "Acme would come first of all tenders.",
    "This tenderer must beat the others on quality.",
    "The highest total should go to this answer.",
    "They should have been the winner of this lot.",
    "The score keeps them out of first place.",
    "They were placed second and should not be.",
    "This would put them in second place.",
    "It moves the tender up one place overall.",
    "With 75 they would be ahead of everybody.",
    "They are just behind on points as it is.",
    "The tender loses by half a mark only.",
    "They lost out because of this mark.",
    "The lowest total belongs to somebody who did more.",
    "The contract should go to the charity.",
    "They ought to have got the contract.",
    "This mark makes them lose by a little.",
    "The tenderer should come top of the list.",
    "They would finish last with this score.",
    "Their tender was outscored by a weaker one.",
    "It ought to be the preferred supplier here.",
    "They should be above all other tenderers.",
    "It is the best tender that we have read.",
    "Their total score should be more than that.",
    "With this mark they take the lead.",
    "The mistake changes the outcome of this lot.",
    "They should not have been runner-up in this.",
    "The weighted total came out too low for them.",
    "A score of 50 ranks them\nbelow where they belong.",
    "They should have come\nfirst.  Please look again.",
)


@pytest.mark.parametrize("error", HONEST)
def test_an_honest_error_of_a_score_is_taken(error):
    assert check_error(f"  {error} ", ["Example Works Ltd", "Sample Warmth Ltd"]) == error


@pytest.mark.parametrize("error", OF_RANK)
def test_words_about_who_comes_where_are_refused(error):
    with pytest.raises(Invalid) as refused:
        check_error(error)
    assert refused.value.code == "reopening.mentions_rank"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("Acme Building Ltd", "The second page of Acme Building was not read."),
        ("Acme Building Ltd", "The second page of ACME BUILDING LIMITED was not read."),
        ("The Acme Company Limited", "Page two of acme’s answer was not read."),
        ("Jones & Sons LLP", "Page two of Jones and Sons was not read."),
        ("Smith & Co. Ltd", "Page two by Smith was not read."),
        ("Example Neighbours C.I.O.", "Nobody read what Example  Neighbours wrote on page two."),
        ("O’Brien Homes Cyf", "Page two of O'Brien Homes' answer was not read."),
        ("Limited", "Page two of Limited was not read."),
    ],
)
def test_a_tenderers_name_is_refused_whatever_its_case_and_legal_form(name, error):
    with pytest.raises(Invalid) as refused:
        check_error(error, ["Another Works Ltd", name])
    assert refused.value.code == "reopening.names_tenderer"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("Acme Building Ltd", "The building programme on page two was not read."),
        ("Art Ltd", "Part of the answer, its start, was not read."),
        ("Acme Ltd", "The limited liability on page two was not read."),
        ("Ltd. &", "The first page of the answer was not read."),
    ],
)
def test_words_that_only_hold_part_of_a_name_are_taken(name, error):
    assert check_error(error, [name]) == error


def test_an_error_of_a_few_words_is_not_named():
    with pytest.raises(Invalid) as refused:
        check_error("It was wrong, sorry.")
    assert refused.value.code == "reopening.error_missing"
