"""Pages of merges: what may be one, side by side, made one, undone."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from customers.accounts.merge import AccountMerge
from customers.accounts.merging import keep_apart, merge, suggest_again, undo
from customers.accounts.standing_apart import StandingApart
from customers.accounts.suggesting import compared, suggestions_for
from customers.accounts.views import me, visible
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.slots.rules import said
from tenancy.surfaces.addresses import address
from tenancy.surfaces.offering import offer_choices
from tenancy.wall.middleware import ActedRequest
from tenancy.wall.refusals import NotAllowed, RuleBroken


class MergeForm(forms.Form):
    """Which of the two remains, and why they are one."""

    survivor = forms.ChoiceField(label=gettext_lazy("Shown from now on"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=gettext_lazy("Why they are one"),
        max_length=500,
        help_text=gettext_lazy("Kept with the merge, for whoever wonders later."),
    )


@requires(Permission.ASSIGN_ACCOUNTS)
@require_GET
def merges(request: ActedRequest) -> HttpResponse:
    """Pairs that may be one account, and what was merged before."""
    done = AccountMerge.objects.select_related("account", "survivor", "merged_by")[:50]
    apart = StandingApart.objects.select_related("one", "other", "said_by")[:50]
    values = {"suggestions": suggestions_for(me(request)), "done": done, "apart": apart}
    return render(request, "customers/accounts/merges.html", values)


@requires(Permission.ASSIGN_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def account_comparison(request: ActedRequest, account: UUID, other: UUID) -> HttpResponse:
    """Two accounts side by side; a POST makes them one."""
    pair = [visible(request, account), visible(request, other)]
    form = MergeForm(request.POST or None, initial={"survivor": str(account)})
    offer_choices(form, "survivor", [(str(one.id), f"{one.name} · {one.external_id}") for one in pair])
    if request.method == "POST" and form.is_valid():
        stays, goes = pair if form.cleaned_data["survivor"] == str(account) else pair[::-1]
        try:
            merge(goes, into=stays, why=form.cleaned_data["why"], by=me(request))
        except (RuleBroken, NotAllowed) as broken:
            form.add_error(None, said(broken.rule))
        else:
            messages.success(request, _("They are one account now. You can undo it on its page."))
            return redirect(address(request, "account", account=stays.id))
    status = 400 if request.method == "POST" else 200
    values = {"one": pair[0], "other": pair[1], "rows": compared(*pair), "form": form}
    return render(request, "customers/accounts/comparison.html", values, status=status)


@requires(Permission.ASSIGN_ACCOUNTS)
@require_POST
def accounts_apart(request: ActedRequest, account: UUID, other: UUID) -> HttpResponse:
    """POST: they are two, and are no longer suggested; with `again` they may be."""
    one, second = visible(request, account), visible(request, other)
    if "again" in request.POST:
        suggest_again(one, second, by=me(request))
        messages.success(request, _("They may be suggested again."))
    else:
        keep_apart(one, second, by=me(request), at=timezone.now())
        messages.success(
            request, _("Kept apart. They will not be suggested again; you can take it back below.")
        )
    return redirect(address(request, "account_merges"))


@requires(Permission.ASSIGN_ACCOUNTS)
@require_POST
def account_merge_undo(request: ActedRequest, account: UUID, merge: UUID) -> HttpResponse:
    """The two stand for themselves again."""
    row = get_object_or_404(AccountMerge, survivor=visible(request, account), id=merge, undone_at=None)
    undo(row, by=me(request))
    messages.success(request, _("The two accounts stand for themselves again."))
    return redirect(address(request, "account", account=row.account_id))
