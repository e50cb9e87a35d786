"""Rating a factor."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.scorecards.factor_rating import FactorRating, Rating
from communities.community.community import Community
from tenancy.events.recording import record
from tenancy.people.person import Person

CHOICES = [
    ("", _("Does not concern this community")),
    *((str(value), label) for value, label in Rating.choices),
]


class RatingForm(forms.Form):
    """A rating and what shows it."""

    rating = forms.TypedChoiceField(
        label=_("How far is it in place?"),
        choices=CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(
        label=_("What shows it?"),
        help_text=_(
            "What happened, when, with whom; or why it does not concern you. Write no names of patients or customers."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


def rate(
    community: Community, *, factor: str, rating: int | None, evidence: str, by: Person, at: datetime
) -> FactorRating:
    """Adds a rating, which holds from now on; for leader and deputy, whom the row policy asks for."""
    rated = FactorRating.objects.create(
        community=community,
        kind=community.kind,
        factor=factor,
        rating=rating,
        evidence=evidence,
        rated_by=by,
        rated_at=at,
    )
    record(rated, "factor.rated", by=by, community=community, factor=factor, rating=rating)
    return rated
