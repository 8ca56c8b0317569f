"""The sealing key file: made once in a demonstration, demanded in production, explained when it is wrong."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from commonweal.lifecycle.tendering.keyfile import sealing_key
from tests.lifecycle.tendering.randomness import repeatable


@pytest.fixture
def path(settings, tmp_path):
    settings.SEALING_KEY_FILE = tmp_path / "sealing" / "key"
    return settings.SEALING_KEY_FILE


def test_a_demonstration_makes_its_key_once_for_its_owner_alone(path):
    key = sealing_key(rng=repeatable("first"))
    assert len(key) == 32
    assert sealing_key(rng=repeatable("second")) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_file_is_what_openssl_prints(path):
    path.parent.mkdir()
    path.write_text("0f" * 32 + "\n")
    assert sealing_key(rng=repeatable()) == bytes([15]) * 32


def test_production_never_makes_a_key(path, settings):
    settings.DEMONSTRATION = False
    with pytest.raises(ImproperlyConfigured, match="openssl rand -hex 32"):
        sealing_key(rng=repeatable())
    assert not path.exists()


@pytest.mark.parametrize("content", ["", "not a key", "0f" * 31, "0f" * 32 + "\nmore", "zz" * 32, "ø" * 64])
def test_a_file_that_holds_no_key_is_explained_and_left_alone(path, content):
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="sealing key file"):
        sealing_key(rng=repeatable())
    assert path.read_text(encoding="utf-8") == content


def test_the_key_is_never_part_of_the_message(path):
    path.parent.mkdir()
    path.write_text("0f" * 32 + "0")
    with pytest.raises(ImproperlyConfigured) as refused:
        sealing_key(rng=repeatable())
    assert "0f0f" not in str(refused.value)
