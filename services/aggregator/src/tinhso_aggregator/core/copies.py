"""What tells a copy from an independent report: the quote's words, and a signature of the whole text."""

import re
import unicodedata
from typing import Final

from rensa import RMinHash

from tinhso_shared.identity import digest_of

PERMUTATIONS: Final = 128
SEED: Final = 1
SHINGLE_WORDS: Final = 5
# From the first letter or digit between two spaces to the last: `43.550,` is 43.550, `…` is no word.
WORD: Final = re.compile(r"[^\W_](?:\S*[^\W_])?")


def words_of(text: str) -> list[str]:
    """Lower case, NFC, no punctuation at their ends: `(Chữ ký số)` and `chữ ký số,` are the same words."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def quote_key(quote: str) -> str:
    """Equal for quotes of the same words."""
    return digest_of("quote", " ".join(words_of(quote)))


def shingles_of(text: str) -> set[str]:
    """Each run of five words; a shorter text is one shingle."""
    words = words_of(text)
    if len(words) <= SHINGLE_WORDS:
        return {" ".join(words)} if words else set()
    return set(map(" ".join, zip(*(words[start:] for start in range(SHINGLE_WORDS)), strict=False)))


def signature_of(text: str) -> list[int] | None:
    """128 numbers of which two texts share about as large a part as of their shingles; None for no words.

    Signed, for a Postgres integer holds 32 bits with a sign.
    """
    shingles = shingles_of(text)
    if not shingles:
        return None
    hashed = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hashed.update(list(shingles))
    return [_signed(number) for number in hashed.digest()]


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number
