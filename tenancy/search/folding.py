"""One spelling for search: “Świecie”, “straße” and “cœur” are found by swiecie, strasse and coeur."""

import unicodedata

# Letters that NFKD leaves whole. Turkish dotless and dotted i both become i.
LETTERS = str.maketrans(
    {
        "ß": "ss", "ẞ": "ss", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o",
        "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th",
        "ı": "i", "İ": "i", "ħ": "h", "Ħ": "h", "ŧ": "t", "Ŧ": "t", "ŋ": "n", "Ŋ": "n", "ĸ": "k",
        "’": "'", "‘": "'", "ʼ": "'", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Lower case without accents and ligatures, compatibility forms resolved; folding twice changes nothing.

    The form in which search columns are stored and queries are put; blanks and punctuation stay.
    """
    if text.isascii():
        return text.lower()
    folded = _once(text)
    # A letter may only appear once its marks are gone (ǿ is ø with an accent): a second round settles it.
    return folded if folded.isascii() else _once(folded)


def _once(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.translate(LETTERS))
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return unicodedata.normalize("NFKD", bare.casefold().translate(LETTERS))
