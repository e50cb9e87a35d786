"""A Customer Deep Dive that was held, one to come, and the needs, ideas and services that grew out of it."""

from datetime import datetime, timedelta
from typing import Any

from config.demo.reading import table
from config.demo.visits import Houses
from config.demo.world import World
from customers.deep_dives.deep_dive import DeepDive, DiveStatus
from customers.deep_dives.influence import DeepDiveInfluence, DeepDiveStakeholder
from customers.deep_dives.participant import DeepDiveConsent, DeepDiveParticipant
from customers.needs.idea import Idea, IdeaNeed
from customers.needs.need import Need
from customers.needs.pipeline_step import PipelineStep
from customers.needs.routed_action import RoutedAction
from customers.needs.source import NeedSource
from customers.notes.note import Note
from tenancy.search.folding import fold

PURPOSE = "Needs and words from this workshop are written down, with the house, to design services."
IDEA_WAY = ("proposed", "assessed", "piloted", "service")


def hold_deep_dives(world: World, houses: Houses) -> tuple[DeepDive, list[DeepDiveParticipant]]:
    """Both workshops; returns the one that was held, with its participants."""
    facts = table("deep_dives")
    held_at = world.clock.day(facts["held"]["ago"])
    held = _dive(world, facts["held"], at=held_at, status=DiveStatus.EVALUATED)
    held.held_at, held.evaluated_at = held_at, held_at + timedelta(days=9)
    guests = [_participant(world, houses, held, one) for one in facts["held"]["guests"]]
    _draw(world, held, facts["held"])
    coming = world.clock.day(-facts["planned"]["ahead"])
    planned = _dive(world, facts["planned"], at=coming, status=DiveStatus.PLANNED)
    for number in (0, 1, 2):
        account = houses.house(world.people["roche"].id, number)
        _invite(world, planned, houses, account, position="pharmacist")
    return held, guests


def _dive(world: World, facts: dict[str, Any], *, at: datetime, status: str) -> DeepDive:
    host = world.people[facts["host"]]
    return world.rows.add(
        DeepDive(
            **world.keys(),
            title=facts["title"],
            held_on=at.date(),
            place=facts["place"],
            scenario=facts["scenario"],
            scenario_text=facts.get("text", "").strip(),
            drivers="\n".join(facts["drivers"]),
            questions="\n".join(facts["questions"]),
            agenda="\n".join(facts["agenda"]),
            summary=facts.get("summary", "").strip(),
            status=status,
            host_id=host.id,
            created_by_id=host.id,
            at=min(at, world.clock.now) - timedelta(days=40 if status != DiveStatus.PLANNED else 2),
        )
    )


def _participant(world: World, houses: Houses, dive: DeepDive, facts: dict[str, Any]) -> DeepDiveParticipant:
    if "person" in facts:
        colleague = world.people[facts["person"]]
        row = DeepDiveParticipant(
            person_id=colleague.id, name=colleague.display_name, position="industry", attended=True,
            deep_dive_id=dive.id, **world.keys(),
        )  # fmt: skip
        return world.rows.add(row)
    if "rep" in facts:
        account = houses.house(world.people[facts["rep"]].id, facts["house"])
        guest = _invite(world, dive, houses, account, position=facts["position"], attended=True)
    else:
        guest = world.rows.add(
            DeepDiveParticipant(
                **world.keys(),
                deep_dive_id=dive.id,
                name=facts["name"],
                position=facts["position"],
                attended=True,
            )
        )
    world.rows.add(
        DeepDiveConsent(
            **world.keys(),
            participant_id=guest.id,
            deep_dive_id=dive.id,
            answer=facts["answer"],
            purpose=PURPOSE,
            how="paper",
            on=dive.held_on,
            recorded_by_id=dive.host_id,
            at=dive.held_at or dive.at,
        )
    )
    return guest


def _invite(
    world: World, dive: DeepDive, houses: Houses, account: Any, *, position: str, attended: bool | None = None
) -> DeepDiveParticipant:
    contact = houses.contact(account, 1 if len(houses.contacts[account.id]) > 1 else 0)
    return world.rows.add(
        DeepDiveParticipant(
            **world.keys(),
            deep_dive_id=dive.id,
            contact_id=contact.id,
            account_id=account.id,
            name=contact.name,
            position=position,
            attended=attended,
        )
    )


def _draw(world: World, dive: DeepDive, facts: dict[str, Any]) -> None:
    known = {
        name: world.rows.add(
            DeepDiveStakeholder(**world.keys(), deep_dive_id=dive.id, name=name, position=position)
        )
        for name, position in facts["stakeholders"].items()
    }
    for one in facts["influences"]:
        world.rows.add(
            DeepDiveInfluence(
                **world.keys(),
                deep_dive_id=dive.id,
                source_id=known[one["from"]].id,
                target_id=known[one["to"]].id,
                today=one["today"],
                tomorrow=one["tomorrow"],
                why=one["why"],
            )
        )


def fill_pipeline(world: World, dive: DeepDive, guests: list[DeepDiveParticipant], notes: list[Note]) -> None:
    """Needs with their sources, ideas with their way, gaps at the functions."""
    facts = table("deep_dives")
    needs = [_need(world, dive, one) for one in facts["needs"]]
    for need, one in zip(needs, facts["needs"], strict=True):
        _sources(world, dive, need, one, guests, notes)
    for one in facts["ideas"]:
        _idea(world, dive, needs, one)
    for one in facts["gaps"]:
        _gap(world, needs[one["need"]], one)


def _need(world: World, dive: DeepDive, facts: dict[str, Any]) -> Need:
    assert dive.held_at is not None
    keeper, at = world.people["esteve"], dive.held_at
    need = world.rows.add(
        Need(
            **world.keys(),
            title=facts["title"],
            search_text=fold(facts["title"]),
            status=facts["status"],
            owner_id=keeper.id if facts["status"] in ("confirmed", "answered") else None,
            created_by_id=keeper.id,
            at=at,
        )
    )
    way = [("", "captured", 0, "")]
    if "confirmed" in facts:
        way.append(("captured", "confirmed", facts["confirmed"], ""))
    if "moved" in facts:
        way.append((way[-1][1], facts["status"], facts["moved"], facts.get("reason", "")))
    for before, after, day, reason in way:
        step = {"before": before, "after": after, "reason": reason, "at": at + timedelta(days=day)}
        world.rows.add(PipelineStep(**world.keys(), need_id=need.id, by_id=keeper.id, **step))
    return need


def _sources(
    world: World,
    dive: DeepDive,
    need: Need,
    facts: dict[str, Any],
    guests: list[DeepDiveParticipant],
    notes: list[Note],
) -> None:
    for position, number in enumerate(facts["guests"]):
        guest = guests[number]
        world.rows.add(
            NeedSource(
                **world.keys(),
                need_id=need.id,
                origin_kind="deep_dive",
                deep_dive_id=dive.id,
                participant_id=guest.id,
                account_id=guest.account_id,
                said="" if position else facts["said"],
                recorded_by_id=need.created_by_id,
                at=need.at,
            )
        )
    for number in facts["notes"]:
        note = notes[number]
        world.rows.add(
            NeedSource(
                **world.keys(),
                need_id=need.id,
                origin_kind="note",
                note_id=note.id,
                account_id=note.account_id,
                recorded_by_id=note.author_id,
                at=note.at,
            )
        )


def _idea(world: World, dive: DeepDive, needs: list[Need], facts: dict[str, Any]) -> None:
    assert dive.held_at is not None
    by = world.people[facts["by"]]
    days = {"proposed": facts["since"], "assessed": facts.get("assessed"), "piloted": facts.get("piloted")}
    days["service"] = facts.get("done")
    idea = world.rows.add(
        Idea(
            **world.keys(),
            title=facts["title"],
            text=facts["text"],
            search_text=fold(f"{facts['title']} {facts['text']}"),
            status=facts["status"],
            owner_id=world.people[facts["owner"]].id if facts["owner"] else None,
            service_name=facts.get("service", ""),
            provider=facts.get("provider", ""),
            created_by_id=by.id,
            at=dive.held_at + timedelta(days=facts["since"]),
        )
    )
    for number in facts["needs"]:
        world.rows.add(IdeaNeed(**world.keys(), idea_id=idea.id, need_id=needs[number].id, by_id=by.id))
    before = ""
    for after in IDEA_WAY[: IDEA_WAY.index(facts["status"]) + 1]:
        at = dive.held_at + timedelta(days=days[after])
        way = {"before": before, "after": after, "at": at}
        world.rows.add(PipelineStep(**world.keys(), idea_id=idea.id, by_id=by.id, **way))
        before = after


def _gap(world: World, need: Need, facts: dict[str, Any]) -> None:
    sent, status = world.clock.day(facts["ago"]), facts["status"]
    who = world.people[facts["who"]].id if "who" in facts else None
    world.rows.add(
        RoutedAction(
            **world.keys(),
            origin_kind="need",
            origin=need.id,
            function=facts["function"],
            title=need.title,
            status=status,
            owner_id=who if status in ("accepted", "done") else None,
            due_on=world.clock.today + timedelta(days=facts["due"]),
            sent_by_id=world.people[facts["by"]].id,
            at=sent,
            answer=facts.get("answer", ""),
            answered_by_id=who,
            answered_at=sent + timedelta(days=2) if who else None,
            outcome=facts.get("outcome", ""),
            done_at=sent + timedelta(days=20) if status == "done" else None,
        )
    )
