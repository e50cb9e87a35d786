"""The models of this app, imported so that Django finds them."""

from communities.activity.archived_record import ArchivedRecord
from communities.community.community import Community
from communities.community.membership import Membership
from communities.community.stage_change import StageChange
from communities.community.stewardship import Stewardship
from communities.discussions.accepted_answer import AcceptedAnswer
from communities.discussions.attachments.attachment import Attachment, AttachmentContent
from communities.discussions.draft import Draft
from communities.discussions.follow import Follow
from communities.discussions.mention import Mention
from communities.discussions.post import Post
from communities.discussions.post_revision import PostRevision
from communities.discussions.reaction import Reaction
from communities.discussions.removal import Removal
from communities.discussions.thread import Thread
from communities.invitations.invited_seat import InvitedSeat
from communities.ledger.ledger_line import LedgerLine
from communities.passages.passage import Passage
from communities.privacy.privacy_proposal import PrivacyProposal

__all__ = [
    "AcceptedAnswer",
    "ArchivedRecord",
    "Attachment",
    "AttachmentContent",
    "Community",
    "Draft",
    "Follow",
    "InvitedSeat",
    "LedgerLine",
    "Membership",
    "Mention",
    "Passage",
    "Post",
    "PostRevision",
    "PrivacyProposal",
    "Reaction",
    "Removal",
    "StageChange",
    "Stewardship",
    "Thread",
]
