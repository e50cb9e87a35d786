"""The models of this app, imported so that Django finds them."""

from customers.accounts.account import Account
from customers.accounts.affiliation import Affiliation
from customers.accounts.assignment import AccountAssignment
from customers.accounts.community_case import CommunityCase
from customers.accounts.contact import Contact
from customers.accounts.identifier import AccountIdentifier
from customers.accounts.merge import AccountMerge
from customers.accounts.parent import AccountParent
from customers.accounts.potential import Potential
from customers.accounts.standing_apart import StandingApart
from customers.attributes.account_attribute import AccountAttribute
from customers.attributes.attribute import Attribute
from customers.clients.api_client import ApiClient
from customers.clients.api_key import ApiKey
from customers.clients.call_count import CallCount
from customers.clients.refused_call import RefusedCall
from customers.countries.country_rules import CountryRules
from customers.deep_dives.deep_dive import DeepDive
from customers.deep_dives.document import DeepDiveContent, DeepDiveDocument
from customers.deep_dives.influence import DeepDiveInfluence, DeepDiveStakeholder
from customers.deep_dives.participant import DeepDiveConsent, DeepDiveParticipant
from customers.imports.import_job import ImportJob
from customers.imports.remembered_mapping import RememberedMapping
from customers.interface.idempotent_answer import IdempotentAnswer
from customers.leaders.candidate_step import CandidateStep
from customers.leaders.chosen_centre import ChosenCentre
from customers.leaders.fit_link import FitLink
from customers.leaders.leader_candidate import LeaderCandidate
from customers.leaders.leader_discussion import LeaderDiscussion
from customers.leaders.leader_fit import LeaderFit
from customers.leaders.leader_proposal import LeaderProposal
from customers.leaders.member_candidate import MemberCandidate
from customers.leaders.member_profile import MemberProfile
from customers.leaders.shortlist import Shortlist, ShortlistedCentre
from customers.leaders.shortlist_approval import ShortlistApproval
from customers.needs.idea import Idea, IdeaNeed
from customers.needs.need import Need
from customers.needs.pipeline_step import PipelineStep
from customers.needs.routed_action import RoutedAction
from customers.needs.source import NeedSource
from customers.notes.interest import Interest, NoteInterest
from customers.notes.next_step import NextStep
from customers.notes.note import Note
from customers.notes.note_draft import NoteDraft
from customers.notes.note_revision import NoteRevision
from customers.notes.participant import NoteParticipant
from customers.notes.retention import NoteRetention
from customers.preparation.preparation_action import PreparationAction
from customers.preparation.prospective_community import ProspectiveCommunity
from customers.products.product import Product
from customers.products.product_group import ProductGroup
from customers.sales.sales_fact import SalesFact
from customers.sales.sales_line import SalesLine
from customers.sales.sales_months import SalesMonths
from customers.sales.sales_series import SalesSeries
from customers.segments.segment_evidence import SegmentEvidence
from customers.segments.segment_membership import SegmentMembership
from customers.segments.segment_rules import SegmentRules
from customers.segments.segment_run import SegmentRun
from customers.services.delivery import ServiceDelivery
from customers.services.offer import ServiceOffer
from customers.services.service import Service
from customers.sources.source_feed import SourceFeed
from customers.sources.source_system import SourceSystem
from customers.stakeholders.conflict_area import ConflictArea
from customers.stakeholders.interest_share import InterestShare
from customers.stakeholders.stakeholder import Stakeholder
from customers.surveys.ballot import SurveyBallot
from customers.surveys.invitation import SurveyInvitation
from customers.surveys.item import SurveyItem
from customers.surveys.response import SurveyAnswer, SurveyResponse
from customers.surveys.survey import Survey
from customers.surveys.wave import SurveyWave
from customers.territories.account_territory import AccountTerritory
from customers.territories.territory import Territory
from customers.territories.territory_assignment import TerritoryAssignment
from customers.training.delay import KickOffDelay
from customers.training.training import Training
from customers.webhooks.delivery import WebhookDelivery
from customers.webhooks.endpoint import WebhookEndpoint
from customers.webhooks.message import WebhookMessage

__all__ = [
    "Account",
    "AccountAssignment",
    "AccountAttribute",
    "AccountIdentifier",
    "AccountMerge",
    "AccountParent",
    "AccountTerritory",
    "Affiliation",
    "ApiClient",
    "ApiKey",
    "Attribute",
    "CallCount",
    "CandidateStep",
    "ChosenCentre",
    "CommunityCase",
    "ConflictArea",
    "Contact",
    "CountryRules",
    "DeepDive",
    "DeepDiveConsent",
    "DeepDiveContent",
    "DeepDiveDocument",
    "DeepDiveInfluence",
    "DeepDiveParticipant",
    "DeepDiveStakeholder",
    "FitLink",
    "Idea",
    "IdeaNeed",
    "IdempotentAnswer",
    "ImportJob",
    "Interest",
    "InterestShare",
    "KickOffDelay",
    "LeaderCandidate",
    "LeaderDiscussion",
    "LeaderFit",
    "LeaderProposal",
    "MemberCandidate",
    "MemberProfile",
    "Need",
    "NeedSource",
    "NextStep",
    "Note",
    "NoteDraft",
    "NoteInterest",
    "NoteParticipant",
    "NoteRetention",
    "NoteRevision",
    "PipelineStep",
    "Potential",
    "PreparationAction",
    "Product",
    "ProductGroup",
    "ProspectiveCommunity",
    "RefusedCall",
    "RememberedMapping",
    "RoutedAction",
    "SalesFact",
    "SalesLine",
    "SalesMonths",
    "SalesSeries",
    "SegmentEvidence",
    "SegmentMembership",
    "SegmentRules",
    "SegmentRun",
    "Service",
    "ServiceDelivery",
    "ServiceOffer",
    "Shortlist",
    "ShortlistApproval",
    "ShortlistedCentre",
    "SourceFeed",
    "SourceSystem",
    "Stakeholder",
    "StandingApart",
    "Survey",
    "SurveyAnswer",
    "SurveyBallot",
    "SurveyInvitation",
    "SurveyItem",
    "SurveyResponse",
    "SurveyWave",
    "Territory",
    "TerritoryAssignment",
    "Training",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookMessage",
]
