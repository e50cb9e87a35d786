"""The interface for other systems, below /api/v1/."""

from django.http import Http404
from django.urls import URLPattern, path, re_path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.releases.api import ReleasedFigures
from customers.accounts.api import AccountBatches, AccountByExternalId, AccountList
from customers.accounts.contact_api import ContactBatches, ContactByExternalId, ContactList
from customers.accounts.merge_api import Merge, Merges
from customers.attributes.api import (
    AffiliationBatches,
    AttributeBatches,
    Attributes,
    IdentifierBatches,
    ParticipationBatches,
    PotentialBatches,
)
from customers.imports.api import ADDRESSES as JOB_ADDRESSES
from customers.interface.documentation.api import schema, template
from customers.interface.documentation.views import docs, problem
from customers.products.api import ProductBatches, ProductByExternalId, ProductList
from customers.sales.api import SalesBatches, SalesList
from customers.sources.api import Freshness, Source, Sources
from customers.territories.api import Assignments, TerritoryBatches, TerritoryByExternalId, TerritoryList
from customers.webhooks.api import (
    Deliveries,
    Redelivery,
    Webhook,
    WebhookRedelivery,
    Webhooks,
    WebhookSecret,
    WebhookTest,
)
from customers.webhooks.events_api import Events
from tenancy.permissions.permission import Permission


class Nothing(APIView):
    """Whatever is not an address of the interface."""

    permission = Permission.PUBLIC
    authentication_classes = []
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Not found, whatever the method."""
        raise Http404

    def get(self, request: Request) -> Response:
        """Never reached."""
        raise Http404

    post = put = patch = delete = get


urlpatterns: list[URLPattern] = [
    path("schema", schema, name="schema"),
    path("docs", docs, name="api_docs"),
    path("problems/<slug:kind>", problem, name="api_problem"),
    path("templates/<slug:name>.csv", template, name="api_template"),
    path("accounts", AccountList.as_view()),
    path("accounts/batch", AccountBatches.as_view()),
    path("accounts/by-external-id/<str:source>/<path:external_id>", AccountByExternalId.as_view()),
    path("accounts/merges", Merges.as_view()),
    path("accounts/merges/<uuid:merge>", Merge.as_view()),
    path("contacts", ContactList.as_view()),
    path("contacts/batch", ContactBatches.as_view()),
    path("contacts/by-external-id/<str:source>/<path:external_id>", ContactByExternalId.as_view()),
    path("products", ProductList.as_view()),
    path("products/batch", ProductBatches.as_view()),
    path("products/by-external-id/<str:source>/<path:external_id>", ProductByExternalId.as_view()),
    path("territories", TerritoryList.as_view()),
    path("territories/batch", TerritoryBatches.as_view()),
    path("territories/by-external-id/<str:source>/<path:external_id>", TerritoryByExternalId.as_view()),
    path("assignments", Assignments.as_view()),
    path("affiliations/batch", AffiliationBatches.as_view()),
    path("identifiers/batch", IdentifierBatches.as_view()),
    path("participations/batch", ParticipationBatches.as_view()),
    path("potentials/batch", PotentialBatches.as_view()),
    path("attributes", Attributes.as_view()),
    path("attributes/batch", AttributeBatches.as_view()),
    path("sources", Sources.as_view()),
    path("sources/<str:code>", Source.as_view()),
    path("sources/<str:code>/freshness", Freshness.as_view()),
    path("sales", SalesList.as_view()),
    path("sales/batch", SalesBatches.as_view()),
    *(path(address, view.as_view()) for address, view in JOB_ADDRESSES.items()),
    path("webhooks", Webhooks.as_view()),
    path("webhooks/<uuid:webhook>", Webhook.as_view()),
    path("webhooks/<uuid:webhook>/secret", WebhookSecret.as_view()),
    path("webhooks/<uuid:webhook>/test", WebhookTest.as_view()),
    path("webhooks/<uuid:webhook>/redelivery", WebhookRedelivery.as_view()),
    path("webhooks/<uuid:webhook>/deliveries", Deliveries.as_view()),
    path("webhooks/<uuid:webhook>/deliveries/<uuid:delivery>/redelivery", Redelivery.as_view()),
    path("events", Events.as_view()),
    path("released-figures", ReleasedFigures.as_view()),
    # Line breaks too: whatever is asked below this root is answered as the interface answers.
    re_path(r"^[\s\S]*\Z", Nothing.as_view()),
]
