"""The roles and the one table of what each may do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Roles that are given to a person; leader, member, steward and the like follow from rows instead."""

    MANAGEMENT = "management", _("Management")
    SALES_MANAGER = "sales_manager", _("District sales manager")
    SALES_REP = "sales_rep", _("Sales representative")
    KEY_ACCOUNT_MANAGER = "key_account_manager", _("Key account manager")
    MARKETING = "marketing", _("Marketing")
    MEDICAL = "medical", _("Medical")
    MEDICAL_INFORMATION = "medical_information", _("Medical information")
    DRUG_SAFETY = "drug_safety", _("Drug safety")
    COMPLIANCE = "compliance", _("Compliance")
    PROGRAMME_OFFICE = "programme_office", _("Programme office")
    IT_SUPPORT = "it_support", _("IT support")
    TENANT_ADMIN = "tenant_admin", _("Administrator")
    OPERATOR_ADMIN = "operator_admin", _("Portal operator")
    SAFETY_READER = "safety_reader", _("Safety reader")
    MEDIATOR = "mediator", _("Mediator")


STAFF_ROLES = frozenset(Role) - {Role.OPERATOR_ADMIN, Role.SAFETY_READER, Role.MEDIATOR}
OPERATOR_ROLES = frozenset({Role.OPERATOR_ADMIN, Role.SAFETY_READER, Role.MEDIATOR})
