"""What tells a copy: the same words, and signatures that stay comparable for as long as they are stored."""

import pytest

from tinhso_aggregator.core.copies import PERMUTATIONS, SLOTS, quote_key, shingles_of, signature_of

WORDS = [f"từ{number}" for number in range(300)]


def alike(one: str, other: str) -> float:
    a, b = signature_of(one), signature_of(other)
    assert a
    assert b
    slots = zip(SLOTS.unpack(a), SLOTS.unpack(b), strict=True)
    return sum(bool(x == y) for x, y in slots) / PERMUTATIONS


def test_a_signature_is_the_same_in_every_release() -> None:
    signature = signature_of("Một bài viết ngắn về chữ ký số ở tỉnh")
    assert signature
    assert signature[:8].hex() == "cde565a66104c406"


@pytest.mark.parametrize("changed", [0, 3, 30, 300])
def test_signatures_share_about_as_much_as_the_texts(changed: int) -> None:
    other = [*(f"khác{number}" for number in range(changed)), *WORDS[changed:]]
    one, two = set(shingles_of(" ".join(WORDS))), set(shingles_of(" ".join(other)))
    share = len(one & two) / len(one | two)
    assert alike(" ".join(WORDS), " ".join(other)) == pytest.approx(share, abs=0.12)


def test_a_text_without_words_has_no_signature() -> None:
    assert signature_of(" … – ") is None


def test_a_short_text_is_one_shingle() -> None:
    assert len(shingles_of("chữ ký số")) == 1
    first, second = "một hai ba bốn năm", "hai ba bốn năm sáu"
    assert shingles_of(f"{first} sáu") == shingles_of(first) + shingles_of(second)


@pytest.mark.parametrize("said", ["Chữ ký số,", "(chữ KÝ số)", "«chữ ký  số»"])
def test_quotes_of_the_same_words_have_one_key(said: str) -> None:
    assert quote_key(said) == quote_key("chữ ký số")
    assert quote_key(said) != quote_key("chữ ký")
