"""Try the wall."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from communities.attempts.trying import ATTEMPTS, Outcome, attempt
from communities.community.community import Community
from communities.community.kinds import Kind
from communities.ledger.reading import drawn
from communities.seats.arriving import me
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.offering import offer_rows
from tenancy.wall.middleware import ActedRequest


class AttemptForm(forms.Form):
    """Where to try, and for the search a word."""

    community = forms.ModelChoiceField(
        label=_("Community"), queryset=Community.objects.none(), empty_label=None
    )
    word = forms.CharField(label=_("Word to search for"), max_length=60, required=False, initial="sepsis")
    name = forms.ChoiceField(
        choices=[(name, name) for name in ATTEMPTS], widget=forms.HiddenInput, required=False
    )


@requires(Permission.TRY_THE_WALL)
@require_http_methods(["GET", "POST"])
def wall(request: ActedRequest) -> HttpResponse:
    """A member of staff makes an attempt; the page shows the refusal and the ledger line as members see it."""
    person = me(request)
    form = AttemptForm(request.POST if request.method == "POST" else None)
    customer = Community.objects.visible_to(person).filter(kind=Kind.CUSTOMER)
    offer_rows(form, "community", customer.exclude(handed_over_at=None).order_by("name"))
    outcome: Outcome | None = None
    if request.method == "POST" and form.is_valid() and form.cleaned_data["name"]:
        said = form.cleaned_data
        outcome = attempt(
            said["name"],
            said["community"],
            by=person,
            at=timezone.now(),
            word=said["word"] or "sepsis",
        )
    values = {
        "form": form,
        "attempts": [
            {"name": name, "label": label, "says": says} for name, (label, says, *_rest) in ATTEMPTS.items()
        ],
        "outcome": outcome,
        "label": ATTEMPTS[outcome.name][0] if outcome else "",
        "lines": [drawn(outcome.line)] if outcome and outcome.line else [],
    }
    return render(request, "communities/attempts/wall.html", values)
