"""The models of this app, imported so that Django finds them."""

from customers.accounts.account import Account
from customers.accounts.assignment import AccountAssignment
from customers.accounts.community_case import CommunityCase
from customers.accounts.contact import Contact
from customers.clients.api_client import ApiClient
from customers.imports.import_job import ImportJob
from customers.interface.idempotent_answer import IdempotentAnswer
from customers.needs.routed_action import RoutedAction
from customers.notes.interest import Interest, NoteInterest
from customers.notes.next_step import NextStep
from customers.notes.note import Note
from customers.notes.note_draft import NoteDraft
from customers.notes.note_revision import NoteRevision
from customers.notes.participant import NoteParticipant
from customers.notes.retention import NoteRetention
from customers.preparation.preparation_action import PreparationAction
from customers.sales.product import Product
from customers.sales.sales_fact import SalesFact
from customers.sales.sales_series import SalesSeries

__all__ = [
    "Account",
    "AccountAssignment",
    "ApiClient",
    "CommunityCase",
    "Contact",
    "IdempotentAnswer",
    "ImportJob",
    "Interest",
    "NextStep",
    "Note",
    "NoteDraft",
    "NoteInterest",
    "NoteParticipant",
    "NoteRetention",
    "NoteRevision",
    "PreparationAction",
    "Product",
    "RoutedAction",
    "SalesFact",
    "SalesSeries",
]
