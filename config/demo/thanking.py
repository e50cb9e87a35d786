"""Thanks in the communities: mostly to single members, some to teams; some communities hardly ever thank."""

from collections.abc import Mapping
from datetime import timedelta

from communities.community.kinds import Kind
from communities.recognition.recipient import RecognitionRecipient
from communities.recognition.recognition import GivenAs, Occasion, Recognition
from communities.recognition.recognition_copy import RecognitionCopy
from config.demo.place import Place
from config.demo.world import World
from tenancy.people.person import Person

FEWEST_MEMBERS = 5
BACK = 420
WORDS = {
    Occasion.HELP: (
        "I asked in the evening and had three answers before the morning round. Thank you.",
        "Your list of questions saved our first meeting.",
        "You rang me instead of writing, and in ten minutes it was clear.",
    ),
    Occasion.SOLUTION: (
        "We use your proposal since spring, and nobody wants the old way back.",
        "I took it to another site without changing a word. It works there too.",
    ),
    Occasion.TEAM: (
        "Six weeks of evenings, and now there is one page that everybody reads. All of you.",
        "You settled together what each of us had tried alone.",
    ),
    Occasion.CARE: (
        "You greet every newcomer by name. That is why they stay.",
        "For keeping the minutes short and the actions few.",
    ),
}
TEAMS = ("Hand-over group", "Night-shift group", "Those of the pilot")


def thank(world: World, places: Mapping[str, Place]) -> None:
    """A note for every third member or so; every fourth community has none of the last six months."""
    for number, place in enumerate(places.values()):
        if len(place.members) >= FEWEST_MEMBERS:
            newest = 200 if number % 4 == 3 else 3
            for _each in range(2 + len(place.members) // 3):
                _note(world, place, newest=newest)


def _note(world: World, place: Place, *, newest: int) -> None:
    begun = place.numbered(FEWEST_MEMBERS)
    age = (world.clock.now - begun).days
    if age <= newest:
        return
    at = world.clock.day(world.dice.uniform(newest, min(age, BACK))) + timedelta(hours=1)
    occasion = world.dice.choice((*Occasion, Occasion.HELP, Occasion.HELP))
    giver, *thanked = world.dice.sample(place.present(at), 4)
    given_as = GivenAs.MEMBER
    if place.community.kind == Kind.INDUCED_COP and world.dice.random() < 0.2:
        giver, given_as = world.people["marchand"], GivenAs.SPONSOR
    people = [one for one in thanked if one.id != giver.id][: 3 if occasion == Occasion.TEAM else 1]
    note = world.rows.add(
        Recognition(
            **world.keys(),
            community_id=place.community.id,
            kind=place.community.kind,
            given_by_id=giver.id,
            given_as=given_as,
            occasion=occasion,
            team=world.dice.choice(TEAMS) if occasion == Occasion.TEAM else "",
            words=world.dice.choice(WORDS[occasion]),
            at=at,
        )
    )
    for person in people:
        keys = {"recognition_id": note.id, "community_id": note.community_id, "person_id": person.id}
        world.rows.add(RecognitionRecipient(**world.keys(), **keys))
    if place.community.kind == Kind.INDUCED_COP and world.dice.random() < 0.2:
        _show(world, note, people[0])


def _show(world: World, note: Recognition, person: Person) -> None:
    manager = world.people["marchand"]
    if person.id != manager.id:
        world.rows.add(
            RecognitionCopy(
                **world.keys(),
                recognition_id=note.id,
                community_id=note.community_id,
                kind=note.kind,
                person_id=person.id,
                supervisor_id=manager.id,
                shown_at=note.at + timedelta(days=1),
            )
        )
