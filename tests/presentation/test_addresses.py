"""Addresses are worked out once, and still follow the prefix the product is served under."""

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from commonweal.presentation.addresses import address


def test_an_address_is_what_the_url_list_says_with_and_without_arguments():
    assert address("contracts") == address("contracts") == reverse("contracts")
    assert address("contract", contract_id="abc") == reverse("contract", kwargs={"contract_id": "abc"})


def test_an_address_follows_the_prefix_of_the_request():
    own = address("contracts")
    set_script_prefix("/under/")
    try:
        assert address("contracts") == f"/under{own}"
    finally:
        set_script_prefix("/")
    assert address("contracts") == own


def test_a_page_that_does_not_exist_has_no_address():
    with pytest.raises(NoReverseMatch):
        address("no-such-page")
