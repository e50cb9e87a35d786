"""The stakeholder map as a picture: stakeholders on a circle, arrows as wide as their influence is strong."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from customers.deep_dives.influence import DeepDiveInfluence, DeepDiveStakeholder

WIDTH, HEIGHT = 580, 400
RADIUS_X, RADIUS_Y = 135, 140
NODE = 13
BEND = 26
"""So far a line leaves the straight way, so that the two directions stay apart."""
LONGEST_LABEL = 18


@dataclass(frozen=True, slots=True)
class Node:
    """A stakeholder with its place and where its label stands."""

    label: str
    name: str
    x: int
    y: int
    label_x: int
    label_y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow. `tone` is how it differs from today: more, less or same."""

    path: str
    width: float
    tone: str
    said: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One of the two maps."""

    nodes: list[Node]
    lines: list[Line]
    width: int = WIDTH
    height: int = HEIGHT


def drawn(
    stakeholders: Sequence[DeepDiveStakeholder], influences: Sequence[DeepDiveInfluence], *, tomorrow: bool
) -> Picture:
    """The map of today or of tomorrow, in units of a 580 by 400 box."""
    places = {one.id: _node(one.name, n, len(stakeholders)) for n, one in enumerate(stakeholders)}
    lines = []
    for one in influences:
        strength = one.tomorrow if tomorrow else one.today
        if strength and one.source_id in places and one.target_id in places:
            tone = "same" if not tomorrow or not one.change else "more" if one.change > 0 else "less"
            source, target = places[one.source_id], places[one.target_id]
            said = f"{source.name} → {target.name}: {strength}"
            lines.append(Line(_arc(source, target, strength), 0.8 + 1.3 * strength, tone, said))
    return Picture(list(places.values()), lines)


def _node(name: str, number: int, count: int) -> Node:
    angle = 2 * pi * number / max(1, count) - pi / 2
    x, y = WIDTH / 2 + RADIUS_X * cos(angle), HEIGHT / 2 + RADIUS_Y * sin(angle)
    side = "middle" if abs(cos(angle)) < 0.2 else "start" if cos(angle) > 0 else "end"
    label_x = x + (0 if side == "middle" else (NODE + 7) * (1 if side == "start" else -1))
    label_y = y + (5 if side != "middle" else (NODE + 18) * (1 if sin(angle) > 0 else -0.75))
    label = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
    return Node(label, name, round(x), round(y), round(label_x), round(label_y), side)


def _arc(source: Node, target: Node, strength: int) -> str:
    """A bent line between the rims of two nodes."""
    dx, dy = target.x - source.x, target.y - source.y
    far = hypot(dx, dy) or 1
    ux, uy = dx / far, dy / far
    x1, y1 = source.x + ux * NODE, source.y + uy * NODE
    x2, y2 = target.x - ux * (NODE + 6 + strength), target.y - uy * (NODE + 6 + strength)
    bend_x, bend_y = (x1 + x2) / 2 - uy * BEND, (y1 + y2) / 2 + ux * BEND
    return f"M{x1:.0f} {y1:.0f} Q{bend_x:.0f} {bend_y:.0f} {x2:.0f} {y2:.0f}"
