"""What members of the circle do in its rooms: the same doors as the pages, a marker in every text.

Each part returns the rows that addresses name, under the names of their parameters.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from analytics.corrective.corrective_action import CorrectiveAction
from analytics.corrective.corrective_action import Outcome as Ended
from analytics.corrective.following import close_action, open_action
from analytics.health.checking import finish_check, last_days, start_check
from analytics.health.health_finding import HealthFinding
from analytics.health.health_run import HealthRun
from analytics.releases.switching import switch
from analytics.scorecards.rating import rate
from communities.actions.promising import open_action as promise
from communities.calendars.addressing import make_address
from communities.community.community import Community
from communities.discussions.drafting import save_draft
from communities.discussions.moderating import accept, remove
from communities.discussions.post import Post
from communities.discussions.posting import open_thread, reply
from communities.discussions.reacting import follow, react
from communities.discussions.thread import Thread
from communities.goals.aiming import review_year, set_goal, tell_progress
from communities.goals.goal import Status
from communities.meetings.agenda_item import Decision
from communities.meetings.arranging import decide, propose
from communities.meetings.attendance import Outcome as Came
from communities.meetings.attending import note_attendance
from communities.meetings.keeping_rhythm import set_rhythm
from communities.meetings.minute_taking import write_minutes
from communities.meetings.planning import Details, plan_meeting
from communities.pulse.answering import answer
from communities.pulse.asking import open_wave, plan
from communities.pulse.items import codes_of
from communities.recognition.recognition import GivenAs
from communities.recognition.thanking import thank
from communities.roles.keeping import appoint_to, confirm_roles, define_role
from communities.roles.preparing import note_succession, record_leader_training
from communities.solutions.proposing import propose as find
from communities.solutions.proposing import report, validate
from communities.solutions.solution import Solution
from tenancy.people.person import Person
from tenancy.wall.scope import acting_for
from tests.cast import CANARY, Cast

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
Made = dict[str, UUID]


@dataclass(frozen=True, slots=True)
class Life:
    """The circle, its leader and a member, within an open scope of one of them."""

    cast: Cast

    @property
    def circle(self) -> Community:
        """The customer community that all this happens in."""
        return Community.objects.get(id=self.cast.circle)

    @property
    def hanna(self) -> Person:
        """Leads it."""
        return Person.objects.get(id=self.cast.physician)

    @property
    def luca(self) -> Person:
        """A member."""
        return Person.objects.get(id=self.cast.member)


def secret(room: str) -> str:
    """Words of a room with the marker in them."""
    return f"{CANARY}-{room}"


def live(cast: Cast) -> Made:
    """Everything that members can write and do, in every room of the circle; needs no open scope."""
    life = Life(cast)
    with acting_for(cast.ardenne, cast.physician):
        made = _talks(life) | _meets(life) | _organises(life) | _thanks(life) | _asks(life)
    with acting_for(cast.ardenne, cast.member):
        made |= _answers(life, made)
        _keeps_to_herself(life.luca, life, made)
    with acting_for(cast.ardenne, cast.physician):
        made |= _judges(life, made)
        _keeps_to_herself(life.hanna, life, made)
        _leads(life, made)
        run = start_check(life.circle, period=last_days(today=datetime.now(UTC).date()))
    made |= _is_checked(life, run)
    with acting_for(cast.ardenne, cast.outsider):
        other = Community.objects.get(id=cast.other_circle)
        open_thread(
            other, title="Elsewhere", body="Not for them", by=Person.objects.get(id=cast.outsider), at=NOW
        )
    return made


def _talks(life: Life) -> Made:
    thread = open_thread(
        life.circle,
        title=secret("talk"),
        body="@luca-bernasconi what do you think?",
        by=life.hanna,
        at=NOW,
    )
    reply(
        Thread.objects.get(id=life.cast.circle_thread), body=secret("second thought"), by=life.hanna, at=NOW
    )
    return {"thread": thread.id, "post": thread.posts.get(number=1).id}


def _meets(life: Life) -> Made:
    details = Details(
        title=secret("meeting"),
        starts_at=NOW,
        zone="Europe/Berlin",
        place=secret("place"),
        form="face_to_face",
    )
    meeting = plan_meeting(life.circle, details=details, by=life.hanna, at=NOW - timedelta(days=9))
    item = propose(meeting, title=secret("agenda"), note=secret("note"), by=life.hanna, at=NOW)
    decide(item, decision=Decision.ACCEPTED, by=life.hanna)
    came = dict.fromkeys((life.cast.physician, life.cast.member), Came.CAME.value)
    note_attendance(meeting, outcomes=came, by=life.hanna)
    write_minutes(meeting, text=secret("minutes"), by=life.hanna, at=NOW)
    set_rhythm(
        life.circle,
        weeks=4,
        starts_on=TODAY,
        time_of_day=NOW.time(),
        zone="Europe/Berlin",
        by=life.hanna,
        at=NOW,
    )
    action = promise(
        life.circle,
        title=secret("promise"),
        owner=life.luca,
        due_on=TODAY + timedelta(days=9),
        by=life.hanna,
        at=NOW,
        meeting=meeting,
    )
    return {"meeting": meeting.id, "item": item.id, "action": action.id}


def _organises(life: Life) -> Made:
    words = {"name": secret("role"), "responsibility": secret("duty"), "term_months": 12}
    role = define_role(life.circle, words=words, by=life.hanna, at=NOW)
    term = appoint_to(
        role,
        owner=life.luca,
        deputy=None,
        starts_on=TODAY,
        ends_on=date(2027, 3, 1),
        by=life.hanna,
        at=NOW,
    )
    said = confirm_roles(life.circle, by=life.hanna, at=NOW)
    plan_to_follow = note_succession(life.circle, plan=secret("succession"), by=life.hanna, at=NOW)
    training = record_leader_training(
        life.circle, person=life.luca, course=secret("course"), completed_on=TODAY, by=life.hanna, at=NOW
    )
    goal = set_goal(
        life.circle, year=2026, title=secret("goal"), measure=secret("measure"), by=life.hanna, at=NOW
    )
    told = tell_progress(goal, status=Status.AT_RISK, note=secret("word"), by=life.hanna, at=NOW)
    review_year(
        life.circle, year=2026, reached=secret("reached"), learned=secret("learned"), by=life.hanna, at=NOW
    )
    return {
        "role": role.id,
        "term": term.id,
        "confirmation": said.id,
        "plan": plan_to_follow.id,
        "training": training.id,
        "goal": goal.id,
        "word": told.id,
    }


def _thanks(life: Life) -> Made:
    note = thank(
        life.circle,
        people=[life.luca],
        occasion="help",
        words=secret("thanks"),
        team=secret("team"),
        solution=None,
        given_as=GivenAs.MEMBER,
        by=life.hanna,
        at=NOW,
    )
    rate(
        life.circle,
        factor="t2_segments",
        rating=2,
        evidence=secret("evidence"),
        by=life.hanna,
        at=NOW,
    )
    return {"recognition": note.id}


def _asks(life: Life) -> Made:
    next_on = datetime.now(UTC).date() + timedelta(days=99)
    plan(life.circle, months=3, open_days=14, next_on=next_on, by=life.hanna)
    return {"wave": open_wave(life.circle, open_days=14, by=life.hanna)}


def _answers(life: Life, made: Made) -> Made:
    reply(Thread.objects.get(id=made["thread"]), body=secret("agreed"), by=life.luca, at=NOW)
    answer(made["wave"], dict.fromkeys(codes_of("customer"), 2))
    words = {
        "title": secret("solution"),
        "problem": secret("problem"),
        "solution": secret("what to do"),
        "discussion": None,
    }
    return {"solution": find(life.circle, words=words, by=life.luca, at=NOW).id}


def _keeps_to_herself(person: Person, life: Life, made: Made) -> None:
    """What nobody else in the circle is told either, beside a reaction."""
    opening = Post.objects.get(thread_id=life.cast.circle_thread, number=1)
    react(opening, kind="thanks", wanted=True, by=person, at=NOW)
    follow(Thread.objects.get(id=made["thread"]), level="following", by=person, at=NOW)
    save_draft(life.circle.id, thread=made["thread"], body=secret("draft"), by=person, at=NOW)
    make_address(person, at=NOW)


def _leads(life: Life, made: Made) -> None:
    answers = Post.objects.filter(thread_id=made["thread"], number__gt=1)
    accept(answers[0], wanted=True, by=life.hanna)
    remove(answers[0], reason=secret("reason"), by=life.hanna)
    switch(life.circle, figure="contributors", off=True, by=life.hanna)


def _judges(life: Life, made: Made) -> Made:
    solution = Solution.objects.get(id=made["solution"])
    words = {"use": "adopted", "outcome": "worked", "note": secret("tried")}
    said = report(solution, words=words, by=life.hanna, at=NOW)
    vouched = validate(solution, basis=secret("basis"), by=life.hanna, at=NOW)
    return {"report": said.id, "validation": vouched.id}


def _is_checked(life: Life, run: UUID) -> Made:
    with acting_for(life.cast.ardenne, life.cast.physician):
        opened = HealthRun.objects.get(id=run)
    finish_check(opened, asked_at=datetime.now(UTC), purpose="command")
    with acting_for(life.cast.ardenne, life.cast.physician):
        finding = HealthFinding.objects.filter(run=run).order_by("rank")[0]
        step = open_action(
            finding,
            title=secret("step"),
            owner=life.luca,
            due_on=TODAY,
            by=life.hanna,
            at=NOW,
        )
        close_action(
            CorrectiveAction.objects.get(id=step.id), outcome=Ended.DONE, why="", by=life.hanna, at=NOW
        )
    return {"finding": finding.id, "run": run}
