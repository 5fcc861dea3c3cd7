"""What tells a copy from an independent report: the quote's words, and a signature of the whole text."""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from tinhso_shared.identity import digest_of

if TYPE_CHECKING:
    from datasketch import MinHash

PERMUTATIONS: Final = 128
SEED: Final = 1
SHINGLE_WORDS: Final = 5


def words_of(text: str) -> list[str]:
    """Lower case, NFC, no punctuation at their ends: `(Chữ ký số)` and `chữ ký số,` are the same words."""
    stripped = (_without_punctuation(word) for word in unicodedata.normalize("NFC", text).lower().split())
    return [word for word in stripped if word]


def _without_punctuation(word: str) -> str:
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    return word[start:end]


def quote_key(quote: str) -> str:
    """Equal for quotes of the same words."""
    return digest_of("quote", " ".join(words_of(quote)))


def shingles_of(text: str) -> set[str]:
    words = words_of(text)
    starts = range(max(len(words) - SHINGLE_WORDS + 1, 1)) if words else ()
    return {" ".join(words[start : start + SHINGLE_WORDS]) for start in starts}


def signature_of(text: str) -> list[int] | None:
    """128 numbers of which two texts share about as large a part as of their shingles; None for no words.

    Signed, for a Postgres integer holds 32 bits with a sign.
    """
    shingles = shingles_of(text)
    if not shingles:
        return None
    hashes = _empty().copy()
    hashes.update_batch([shingle.encode() for shingle in shingles])
    return [_signed(int(value)) for value in hashes.hashvalues]


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number


@cache
def _empty() -> "MinHash":
    # Here, for it brings all of SciPy, two seconds that a command which only asks need not wait.
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=SEED)
