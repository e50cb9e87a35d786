"""Addresses of new communities, made from their names."""

from django.utils.text import slugify

from tenancy.search.folding import fold

# Words that stand in this place of an address already.
TAKEN = frozenset({"new", "preparation"})
LONGEST = 60


def slug_for(name: str) -> str:
    """`krag-sepsy-pomorze` for “Krąg Sepsy Pomorze”; empty for a name without letters and figures."""
    slug = slugify(fold(name))[:LONGEST].strip("-")
    return f"{slug}-community" if slug in TAKEN else slug
