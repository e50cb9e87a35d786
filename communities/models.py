"""The models of this app, imported so that Django finds them."""

from communities.actions.action_item import ActionItem
from communities.actions.carry_over import CarryOver
from communities.activity.archived_record import ArchivedRecord
from communities.calendars.calendar_address import CalendarAddress
from communities.community.community import Community
from communities.community.membership import Membership
from communities.community.stage_change import StageChange
from communities.community.stewardship import Stewardship
from communities.discussions.accepted_answer import AcceptedAnswer
from communities.discussions.activity_span import ActivitySpan
from communities.discussions.attachments.attachment import Attachment, AttachmentContent
from communities.discussions.draft import Draft
from communities.discussions.follow import Follow
from communities.discussions.mention import Mention
from communities.discussions.post import Post
from communities.discussions.post_revision import PostRevision
from communities.discussions.reaction import Reaction
from communities.discussions.removal import Removal
from communities.discussions.thread import Thread
from communities.goals.goal import Goal
from communities.goals.goal_progress import GoalProgress
from communities.goals.year_review import YearReview
from communities.invitations.invited_seat import InvitedSeat
from communities.leading.effort import LeaderEffort
from communities.leading.time_agreement import TimeAgreement
from communities.ledger.ledger_line import LedgerLine
from communities.meetings.agenda_item import AgendaItem
from communities.meetings.attendance import Attendance
from communities.meetings.meeting import Meeting
from communities.meetings.meeting_invitation import MeetingInvitation
from communities.meetings.rhythm import Rhythm
from communities.passages.passage import Passage
from communities.privacy.privacy_proposal import PrivacyProposal
from communities.pulse.ballot_box import PulseBox, PulseTurnout
from communities.pulse.pulse_plan import PulsePlan
from communities.pulse.pulse_result import PulseResult
from communities.pulse.pulse_wave import PulseWave
from communities.recognition.recipient import RecognitionRecipient
from communities.recognition.recognition import Recognition
from communities.recognition.recognition_copy import RecognitionCopy
from communities.roles.community_role import CommunityRole
from communities.roles.confirmation import RolesConfirmation
from communities.roles.leader_training import LeaderTraining
from communities.roles.role_term import RoleTerm
from communities.roles.succession_plan import SuccessionPlan
from communities.solutions.solution import Solution
from communities.solutions.solution_report import SolutionReport
from communities.solutions.solution_validation import SolutionValidation

__all__ = [
    "AcceptedAnswer",
    "ActionItem",
    "ActivitySpan",
    "AgendaItem",
    "ArchivedRecord",
    "Attachment",
    "AttachmentContent",
    "Attendance",
    "CalendarAddress",
    "CarryOver",
    "Community",
    "CommunityRole",
    "Draft",
    "Follow",
    "Goal",
    "GoalProgress",
    "InvitedSeat",
    "LeaderEffort",
    "LeaderTraining",
    "LedgerLine",
    "Meeting",
    "MeetingInvitation",
    "Membership",
    "Mention",
    "Passage",
    "Post",
    "PostRevision",
    "PrivacyProposal",
    "PulseBox",
    "PulsePlan",
    "PulseResult",
    "PulseTurnout",
    "PulseWave",
    "Reaction",
    "Recognition",
    "RecognitionCopy",
    "RecognitionRecipient",
    "Removal",
    "Rhythm",
    "RoleTerm",
    "RolesConfirmation",
    "Solution",
    "SolutionReport",
    "SolutionValidation",
    "StageChange",
    "Stewardship",
    "SuccessionPlan",
    "Thread",
    "TimeAgreement",
    "YearReview",
]
