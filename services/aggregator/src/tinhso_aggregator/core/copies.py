"""What tells a copy from an independent report: the quote's words, and a signature of the whole text."""

import re
import struct
import unicodedata
from array import array
from functools import lru_cache
from itertools import chain
from typing import Final

from rensa import RMinHash

from tinhso_shared.identity import sha256_of

PERMUTATIONS: Final = 128
SLOTS: Final = struct.Struct(f">{PERMUTATIONS}I")
SEED: Final = 1
SHINGLE_WORDS: Final = 5
WORD_BYTES: Final = 8
"""Of the hash of a word."""
SHINGLE_BYTES: Final = SHINGLE_WORDS * WORD_BYTES
# From the first letter or digit between two spaces to the last: `43.550,` is 43.550, `…` is no word.
WORD: Final = re.compile(r"[^\W_](?:\S*[^\W_])?")
WORDS_REMEMBERED: Final = 20_000
"""Vietnamese has some seven thousand syllables, and texts come back to a few hundred of them."""


def words_of(text: str) -> list[str]:
    """Lower case, NFC, no punctuation at their ends: `(Chữ ký số)` and `chữ ký số,` are the same words."""
    return [word for word in map(_word_in, text.split()) if word]


@lru_cache(maxsize=WORDS_REMEMBERED)
def _word_in(piece: str) -> str:
    """What stands between two spaces without the punctuation at its ends; empty where that is all."""
    found = WORD.search(unicodedata.normalize("NFC", piece).lower())
    return found[0] if found else ""


@lru_cache(maxsize=WORDS_REMEMBERED)
def _hash_in(piece: str) -> bytes:
    """Of its word; empty where there is none."""
    word = _word_in(piece)
    return array("Q", RMinHash.hash_token_sets([[word]])[0]).tobytes() if word else b""


def quote_key(quote: str) -> str:
    """Equal for quotes of the same words."""
    return sha256_of(" ".join(words_of(quote)).encode())[:32]


def shingles_of(text: str) -> list[bytes]:
    """Each run of five words, in no order, as the hashes of its words; a shorter text is one."""
    row = b"".join(map(_hash_in, text.split()))
    starts = range(0, SHINGLE_BYTES, WORD_BYTES)
    runs = list(chain.from_iterable(_end_to_end(row[start:]) for start in starts))
    return runs or ([row] if row else [])


def _end_to_end(row: bytes) -> tuple[bytes, ...]:
    """Its shingles that have no word in common, cut at once: one by one takes longer by half."""
    return struct.unpack_from(f"{SHINGLE_BYTES}s" * (len(row) // SHINGLE_BYTES), row)


def signature_of(text: str) -> bytes | None:
    """128 slots of four bytes, of which two texts share about as large a part as of their shingles.

    None for no words.
    """
    shingles = shingles_of(text)
    if not shingles:
        return None
    hashed = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hashed.update(shingles)
    return SLOTS.pack(*hashed.digest())
