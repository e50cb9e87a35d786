"""Made-up rows of roles, leads, leaders' time, recognition, solutions and goals, many on the borders of days."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import models

from communities.community.community import Community
from communities.community.kinds import EntryRoute, Kind, MemberRole, MemberState
from communities.community.membership import Membership
from communities.community.stage_change import StageChange
from communities.goals.goal import Goal
from communities.goals.goal_progress import GoalProgress
from communities.leading.effort import Category, LeaderEffort
from communities.leading.time_agreement import TimeAgreement
from communities.recognition.recipient import RecognitionRecipient
from communities.recognition.recognition import Recognition
from communities.roles.community_role import CommunityRole
from communities.roles.confirmation import RolesConfirmation
from communities.roles.leader_training import LeaderTraining
from communities.roles.role_term import RoleTerm
from communities.roles.succession_plan import SuccessionPlan
from communities.solutions.solution import Solution
from communities.solutions.solution_report import SolutionReport
from communities.solutions.solution_validation import SolutionValidation
from tenancy.people.person import Party, Person
from tenancy.people.tenant import Tenant
from tenancy.wall.loading import OWNER, loading

ZONES = ("Europe/Zurich", "Pacific/Auckland", "America/St_Johns", "UTC")
EDGES = (0, 1, 30, 91, 182, 183, 184, 364, 365, 366, 400)
TABLES: tuple[type[models.Model], ...] = (
    Tenant, Person, Community, Membership, StageChange, CommunityRole, RoleTerm, RolesConfirmation, LeaderTraining,
    SuccessionPlan, Goal, GoalProgress, LeaderEffort, TimeAgreement, Solution, SolutionReport, SolutionValidation,
    Recognition, RecognitionRecipient,
)  # fmt: skip


@dataclass
class Practised:
    """A community's rows by model; `until` is the first moment after the period, `days` its first and last day."""

    community: Community
    days: tuple[date, date]
    zone: ZoneInfo
    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    @property
    def until(self) -> datetime:
        return datetime.combine(self.days[1] + timedelta(days=1), time(), tzinfo=self.zone).astimezone(UTC)

    def of(self, model: type[models.Model]) -> list[Any]:
        return self.rows.setdefault(model, [])

    def add(self, model: type[models.Model], **values: Any) -> Any:
        keys = {"tenant_id": self.community.tenant_id, "id": uuid4()}
        if any(one.name == "community" for one in model._meta.concrete_fields):
            keys["community_id"] = self.community.id
        if any(one.name == "kind" for one in model._meta.concrete_fields):
            keys["kind"] = self.community.kind  # type: ignore[assignment]
        row = model(**keys, **values)
        self.of(model).append(row)
        return row


class Maker:
    """Draws communities from dice, many moments on the borders of days and periods."""

    def __init__(self, dice: Random, *, tenant: UUID, days: tuple[date, date], zone: str) -> None:
        self.dice, self.tenant, self.days, self.zone = dice, tenant, days, ZoneInfo(zone)
        self.people = [
            Person(
                tenant_id=tenant,
                id=uuid4(),
                party=Party.STAFF,
                display_name=f"P{number}",
                is_system=number == 0,
                created_at=datetime(2020, 1, 1, tzinfo=UTC),
            )
            for number in range(12)
        ]

    def community(self, number: int) -> Practised:
        kind = self.dice.choice((Kind.INDUCED_COP, Kind.INDUCED_COP, Kind.STRATEGIC))
        shell = Community(
            tenant_id=self.tenant,
            id=uuid4(),
            kind=kind,
            slug=f"practised-{number}-{uuid4().hex}",
            name=f"Practised {number}",
            stage_since=self.days[0],
            created_at=datetime(2020, 1, 1, tzinfo=UTC),
        )
        made = Practised(shell, self.days, self.zone)
        chosen = self.dice.sample(self.people, self.dice.randint(2, 12))
        for person in chosen:
            self._seat(made, person)
        for part in (self._roles, self._lead, self._goals, self._solutions, self._thanks):
            part(made, [person.id for person in chosen])
        if kind == Kind.INDUCED_COP:
            _time(self, made, [person.id for person in chosen])
        return made

    def moment(self, made: Practised) -> datetime:
        """Some days before or after the end of the period, often just at a border."""
        days = self.dice.choice((*EDGES, *range(-20, 60, 7)))
        nudge = self.dice.choice((timedelta(0), timedelta(microseconds=-1), timedelta(hours=5)))
        return made.until - timedelta(days=days) + nudge

    def day(self, made: Practised) -> date:
        return made.days[1] - timedelta(days=self.dice.choice((*EDGES, -1, -2, -30)))

    def gone(self, made: Practised) -> datetime | None:
        return self.moment(made) if self.dice.random() < 0.25 else None

    def _seat(self, made: Practised, person: Person) -> None:
        ended = self.gone(made)
        made.add(
            Membership,
            person_id=person.id,
            party=Party.STAFF,
            role=self.dice.choice((*MemberRole.values, MemberRole.MEMBER)),
            state=MemberState.ENDED if ended else MemberState.ACTIVE,
            entry_route=EntryRoute.VOLUNTEERED,
            asked_at=made.until,
            joined_at=self.moment(made) - timedelta(days=self.dice.choice((0, 300))),
            ended_at=ended,
        )

    def _roles(self, made: Practised, people: list[UUID]) -> None:
        for number in range(self.dice.choice((0, 1, 4))):
            role = made.add(
                CommunityRole,
                name=f"R{number}",
                responsibility="x",
                defined_at=self.moment(made),
                retired_at=self.gone(made),
            )
            for turn in range(self.dice.choice((0, 1, 1, 3))):
                self._term(made, role, people, is_open=turn == 0)
        for _ in range(self.dice.choice((0, 1, 2))):
            said = {"confirmed_by_id": people[0], "at": self.moment(made), "withdrawn_at": self.gone(made)}
            made.add(RolesConfirmation, **said)

    def _term(self, made: Practised, role: CommunityRole, people: list[UUID], *, is_open: bool) -> None:
        owner, deputy = self.dice.sample(people, 2)
        starts = self.day(made)
        made.add(
            RoleTerm,
            role_id=role.id,
            owner_id=owner,
            deputy_id=self.dice.choice((None, deputy)),
            starts_on=starts,
            ends_on=starts + timedelta(days=self.dice.choice((0, 30, 365))),
            closed_on=None if is_open else starts + timedelta(days=self.dice.choice((0, 1, 30, 365))),
            withdrawn_at=self.gone(made),
            appointed_by_id=owner,
            appointed_at=made.until,
        )

    def _lead(self, made: Practised, people: list[UUID]) -> None:
        for _ in range(self.dice.choice((0, 1, 2))):
            made.add(StageChange, stage=self.dice.choice(("active", "sustaining")), at=self.moment(made))
        for person in people:
            if self.dice.random() < 0.5:
                told = {"person_id": person, "recorded_by_id": person, "recorded_at": made.until}
                day, withdrawn = self.day(made), self.gone(made)
                made.add(LeaderTraining, course="x", completed_on=day, withdrawn_at=withdrawn, **told)
        if self.dice.random() < 0.5:
            noted = {"noted_at": self.moment(made), "withdrawn_at": self.gone(made)}
            made.add(SuccessionPlan, plan="x", noted_by_id=people[0], **noted)

    def _goals(self, made: Practised, people: list[UUID]) -> None:
        for number in range(self.dice.choice((0, 1, 5))):
            year = made.days[1].year - self.dice.choice((0, 0, 0, 1))
            began, dropped = self.moment(made), self.gone(made)
            goal = made.add(
                Goal, year=year, title=f"G{number}", measure="x", set_at=began, dropped_at=dropped
            )
            for _ in range(self.dice.choice((0, 1, 3))):
                status = self.dice.choice(("on_track", "at_risk", "reached", "missed"))
                told = {"at": self.moment(made), "withdrawn_at": self.gone(made)}
                made.add(GoalProgress, goal_id=goal.id, status=status, told_by_id=people[0], **told)

    def _solutions(self, made: Practised, people: list[UUID]) -> None:
        for number in range(self.dice.choice((0, 1, 6))):
            words = {"title": f"S{number}", "problem": "x", "solution": "x", "search_text": "x"}
            began, aside = self.moment(made), self.gone(made)
            one = made.add(Solution, **words, proposed_by_id=people[0], proposed_at=began, set_aside_at=aside)
            for use in ("tried", "adopted"):
                person = self.dice.choice(people)
                if self.dice.random() < 0.6:
                    said = {"at": began + timedelta(days=self.dice.randint(0, 90)), "outcome": "worked"}
                    keys = {"solution_id": one.id, "person_id": person, "use": use}
                    made.add(SolutionReport, **keys, **said, withdrawn_at=self.gone(made))
            if self.dice.random() < 0.5:
                at = began + timedelta(days=self.dice.randint(0, 120))
                keys = {"solution_id": one.id, "validated_by_id": people[1], "basis": "x"}
                made.add(SolutionValidation, **keys, at=at, withdrawn_at=self.gone(made))

    def _thanks(self, made: Practised, people: list[UUID]) -> None:
        for _ in range(self.dice.choice((0, 2, 6))):
            said = {"given_as": "member", "occasion": "help", "words": "x"}
            at, withdrawn = self.moment(made), self.gone(made)
            note = made.add(Recognition, **said, given_by_id=people[0], at=at, withdrawn_at=withdrawn)
            for person in self.dice.sample(people, self.dice.randint(1, min(3, len(people)))):
                made.add(RecognitionRecipient, recognition_id=note.id, person_id=person)


def _time(maker: Maker, made: Practised, people: list[UUID]) -> None:
    leader, supervisor = people[:2]
    for number in range(maker.dice.choice((0, 1, 2))):
        starts = maker.day(made)
        ended = starts + timedelta(days=maker.dice.choice((1, 40, 400)))
        made.add(
            TimeAgreement,
            leader_id=leader,
            supervisor_id=supervisor,
            hours_per_month=maker.dice.randint(8, 60),
            starts_on=starts,
            renews_on=starts + timedelta(days=365),
            asked_at=made.until,
            signed_at=maker.dice.choice((None, maker.moment(made))),
            ended_on=None if number == 0 and maker.dice.random() < 0.5 else ended,
        )
    for back in range(-1, 5):
        count = made.days[1].year * 12 + made.days[1].month - 1 - back
        for category in Category.values:
            if maker.dice.random() < 0.3:
                month, hours = date(count // 12, count % 12 + 1, 1), maker.dice.randint(0, 20)
                keys = {"leader_id": leader, "month": month, "category": category}
                made.add(LeaderEffort, **keys, hours=hours, reported_at=made.until)


def write(maker: Maker, practised: Iterable[Practised]) -> None:
    """Stores everything; the firm keeps its days in the zone of the dice."""
    everything = list(practised)
    with loading(TABLES):
        Tenant.objects.using(OWNER).filter(id=maker.tenant).update(time_zone=maker.zone.key)
        Person.objects.using(OWNER).bulk_create(maker.people)
        Community.objects.using(OWNER).bulk_create([one.community for one in everything])
        for model in TABLES[3:]:
            rows = [row for one in everything for row in one.of(model)]
            model._default_manager.using(OWNER).bulk_create(rows)
