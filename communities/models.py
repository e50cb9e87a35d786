"""The models of this app, imported so that Django finds them."""

from communities.community.community import Community
from communities.community.membership import Membership
from communities.community.stewardship import Stewardship
from communities.discussions.post import Post
from communities.discussions.thread import Thread
from communities.ledger.ledger_line import LedgerLine
from communities.passages.passage import Passage

__all__ = ["Community", "LedgerLine", "Membership", "Passage", "Post", "Stewardship", "Thread"]
