"""Who is meant by an @ in a post."""

from communities.community.kinds import MemberState
from communities.community.membership import Membership
from communities.discussions.markdown import handle_of, mentioned
from communities.discussions.mention import Mention
from communities.discussions.post import Post
from tenancy.people.person import Person


def note_mentions(post: Post, *, by: Person) -> list[Mention]:
    """Ties the handles in a post to members of its community; a handle that fits several names all of them.

    Nobody outside the community is ever named by it, nor the writer by himself. Existing ties stay.
    """
    handles = mentioned(post.body) if "@" in post.body else set()
    if not handles:
        return []
    members = Membership.objects.filter(
        tenant_id=post.tenant_id, community_id=post.community_id, state=MemberState.ACTIVE
    ).exclude(person_id=by.id)
    known = set(Mention.objects.filter(post=post).values_list("person_id", flat=True))
    return Mention.objects.bulk_create(
        Mention(post=post, community_id=post.community_id, person_id=person)
        for person, name in members.values_list("person_id", "person__display_name")
        if person not in known and handle_of(name) in handles
    )
