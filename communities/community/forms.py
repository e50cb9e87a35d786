"""Forms for starting communities."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from communities.community.community import Community
from communities.community.kinds import Kind
from communities.community.naming import slug_for
from tenancy.intake.clean_text import holds_override, why_unclean
from tenancy.people.person import Party, Person

INTERNAL = (Kind.INDUCED_COP, Kind.STRATEGIC, Kind.CO_INNOVATION)


class ShellForm(forms.Form):
    """What every community begins with."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        error_messages={"required": _("Give the community a name, such as “Sepsis pathways”.")},
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences: what its members want to do better together."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)

    def clean_name(self) -> str:
        """The name on one line; refused where its address is taken or it hides something."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if (why := why_unclean(name, one_line=True)) or holds_override(name):
            raise ValidationError(why or _("The name holds characters that turn the writing direction."))
        slug = slug_for(name)
        if not slug:
            raise ValidationError(_("The name needs letters or figures."))
        if Community.objects.filter(slug=slug).exists():
            raise ValidationError(_("There is a community of this name already. Choose another name."))
        return name


class StartForm(ShellForm):
    """An internal community with its first leader."""

    field_order = ("kind", "name", "purpose", "domain", "leader", "language")
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, kind.label) for kind in INTERNAL], widget=forms.RadioSelect
    )
    domain = forms.CharField(
        label=_("Domain"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it knows about, and when a colleague should ask it."),
    )
    leader = forms.ModelChoiceField(
        label=_("Leader"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("I lead it myself"),
    )

    def __init__(self, *args: Any, founder: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        staff = Person.objects.filter(
            tenant_id=founder.tenant_id, party=Party.STAFF, is_active=True, is_system=False
        )
        leader = self.fields["leader"]
        assert isinstance(leader, forms.ModelChoiceField)
        leader.queryset = staff.exclude(id=founder.id).order_by("display_name")
