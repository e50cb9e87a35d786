"""What each scope opens, in plain words."""

from django.utils.translation import gettext_lazy as _

from customers.clients.api_client import Scope

SCOPES = {
    Scope.ACCOUNTS_READ: _("Read accounts and contacts"),
    Scope.ACCOUNTS_WRITE: _("Make and change accounts, contacts, products and territories"),
    Scope.SALES_READ: _("Read sales figures"),
    Scope.SALES_WRITE: _("Send sales figures"),
    Scope.JOBS_READ: _("Follow import jobs and fetch their results"),
    Scope.JOBS_WRITE: _("Open import jobs, send files, give them up"),
    Scope.REPORTS_READ: _("Read released reports"),
    Scope.WEBHOOKS_MANAGE: _("Set up webhooks and send messages again"),
    Scope.EVENTS_READ: _("Read the events that webhooks tell of"),
}
