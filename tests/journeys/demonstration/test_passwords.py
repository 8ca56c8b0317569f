"""The demonstration's people share one published password, kept as any other is."""

import pytest
from django.contrib.auth.hashers import identify_hasher

from commonweal.journeys.demonstration.people import Demonstration
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_everybody_has_the_published_password_hashed_by_the_product_s_own_hasher(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    people = [member.person for member in Demonstration(now=NOW, password="a thread of gold").everybody()[:3]]
    assert {identify_hasher(person.password).algorithm for person in people} == {"argon2"}
    assert people[0].check_password("a thread of gold")
    assert not people[0].check_password("another")
    assert all(person.has_usable_password() for person in people)
