"""The functions of the firm that can own a gap, and who speaks for each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenancy.permissions.roles import Role


class Function(models.TextChoices):
    """A function of the firm: a gap belongs to the one that can close it, not only to the rep who heard of it."""

    MARKETING = "marketing", _("Marketing")
    MEDICAL = "medical", _("Medical")
    SALES = "sales", _("Sales")
    IT = "it", _("IT")
    SERVICE_CENTRE = "service_centre", _("Customer service centre")


# The same table stands in the database as app.my_functions(). The programme office answers for the service
# centre, which has no role of its own.
SPEAKERS: dict[Function, tuple[Role, ...]] = {
    Function.MARKETING: (Role.MARKETING,),
    Function.MEDICAL: (Role.MEDICAL, Role.MEDICAL_INFORMATION),
    Function.SALES: (Role.SALES_MANAGER, Role.KEY_ACCOUNT_MANAGER),
    Function.IT: (Role.IT_SUPPORT,),
    Function.SERVICE_CENTRE: (Role.PROGRAMME_OFFICE,),
}
