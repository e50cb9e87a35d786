"""Papers of a Deep Dive."""

from datetime import datetime

from communities.discussions.attachments.metadata import CleanFile
from customers.deep_dives.deep_dive import DeepDive
from customers.deep_dives.document import DeepDiveContent, DeepDiveDocument
from tenancy.events.event import Plane
from tenancy.events.recording import record
from tenancy.people.person import Person


def add_document(dive: DeepDive, file: CleanFile, *, by: Person, at: datetime) -> DeepDiveDocument:
    """Stores a file that was cleaned before any transaction was open."""
    document = DeepDiveDocument(
        deep_dive=dive,
        file_name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        added_by=by,
        at=at,
    )
    document.save()
    DeepDiveContent(document=document, deep_dive=dive, content=file.content).save()
    record(document, "deep_dive.document_added", by=by, plane=Plane.SPONSOR, deep_dive=dive)
    return document


def drop_document(document: DeepDiveDocument, *, by: Person) -> None:
    """Takes it away for good."""
    record(
        document, "deep_dive.document_dropped", by=by, plane=Plane.SPONSOR, deep_dive=document.deep_dive_id
    )
    DeepDiveContent.objects.filter(document=document).delete()
    document.delete()
