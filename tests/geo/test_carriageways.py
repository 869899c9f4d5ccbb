"""One of two carriageways: lengths counted once, and nothing lost of rings, loops, bends and lines in parts."""

import itertools
import math
import random

import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString, Point
from shapely.ops import substring

from geo.carriageways import APART_M, LEAST_M, single
from tests.geo.network import LINES


def one(*lines):
    """What is left of lines given in metres, and how much was set aside."""
    shape = MultiLineString(lines) if len(lines) > 1 else LineString(lines[0])
    found = single(shape, lambda metres: metres)
    assert found.degrees.difference(shape.buffer(1e-6)).is_empty
    assert found.degrees.length + found.beside_m <= shape.length + 1e-6
    return found


def arc(radius, *, start=0, end=360, centre=(0, 0)):
    turns = [math.radians(start + (end - start) * i / 72) for i in range(73)]
    points = [(centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)) for turn in turns]
    return points if end - start < 360 else [*points[:-1], points[0]]


EAST, WEST = [(0, 0), (1000, 10), (3000, 0)], [(3000, 22), (1000, 32), (0, 22)]
BENT = [(0, 0), (2000, 0), (2000, 2000)]

DOUBLE = {
    "side by side": ([EAST, WEST], 3000),
    "drawn the same way": ([EAST, WEST[::-1]], 3000),
    "in pieces of other lengths": ([EAST, [(3000, 22), (1800, 28)], [(1800, 28), (1000, 32), (0, 22)]], 3000),
    "parting and joining": ([[(-1000, 0), (0, 0)], [(0, 0), (100, 12), (2900, 12), (3000, 0)],
                             [(3000, 0), (2900, -12), (100, -12), (0, 0)], [(3000, 0), (4000, 0)]], 5000),
    "joined by a link": ([[(0, 0), (1500, 0)], [(1500, 0), (3000, 0)], [(1500, 0), (1500, 22)],
                          [(3000, 22), (1500, 22)], [(1500, 22), (0, 22)]], 3000),
    "one thin ring": ([[*EAST, *WEST, EAST[0]]], 3000),
    "one thin ring begun on the way": ([[(1500, 0), (3000, 0), (3000, 22), (0, 22), (0, 0), (1500, 0)]], 3000),
    "turned back at one end": ([[*EAST, *WEST]], 3000),
    "turned back, with bends": ([[(0, 0), (0, 2000), (2000, 2000), (2000, 0), (2024, 0), (2024, 2024), (-24, 2024), (-24, 0)]], 6072),
    "round a bend": ([BENT, LineString(BENT).parallel_offset(25, "left").coords], 4000),
    "main and side carriageways": ([[(0, y), (3000, y)] for y in (0, 25, 50, 75)], 3000),
    "a double ring": ([arc(2000), arc(2025)], 2 * math.pi * 2025),
    "both tracks of one length at one place": ([EAST, EAST], 3000),
}


@pytest.mark.parametrize(("lines", "length"), DOUBLE.values(), ids=DOUBLE)
def test_of_two_lines_beside_each_other_one_is_kept(lines, length):
    found = one(*lines)
    assert found.degrees.geom_type == "LineString" and found.degrees.is_simple
    assert found.degrees.length == pytest.approx(length, rel=0.012)
    assert found.beside_m == pytest.approx(sum(LineString(part).length for part in lines) - length, rel=0.03)


def test_where_only_a_part_is_drawn_double_the_rest_stays():
    found = one([(0, 0), (5000, 0)], [(4000, 20), (8000, 20)])
    assert found.beside_m == pytest.approx(1000, abs=40)
    assert found.degrees.length == pytest.approx(8000, abs=40)
    assert found.degrees.bounds[::2] == (0, 8000)


def test_a_short_single_piece_between_two_double_stretches_is_no_link():
    found = one([(0, 12), (2900, 12), (3000, 0)], [(3000, 0), (2900, -12), (0, -12)], [(3000, 0), (3100, 0)],
                [(3100, 0), (3200, 12), (6000, 12)], [(6000, -12), (3200, -12), (3100, 0)])  # fmt: skip
    assert found.degrees.geom_type == "LineString" and found.degrees.length == pytest.approx(6000, rel=0.01)


SINGLE = {
    "a straight line": [[(0, 0), (3000, 0)]],
    "head to tail": [[(0, 0), (1500, 0)], [(1500, 0), (3000, 0)]],
    "head to tail with a gap": [[(0, 0), (1500, 0)], [(1550, 0), (3000, 0)]],
    "head to tail, out of line": [[(0, 0), (1500, 0)], [(1520, 30), (3000, 30)]],
    "a ring road": [arc(2000)],
    "a ring road in halves": [arc(2000, end=180), arc(2000, start=180, end=360)],
    "a small ring": [arc(80)],
    "a long block": [[(0, 0), (400, 0), (400, 50), (0, 50), (0, 0)]],
    "a loop at the end": [[(0, 0), (2000, 0)], arc(100, centre=(2100, 0))],
    "a roundabout on the way": [[(0, 0), (1000, 0)], arc(30, start=180, end=360, centre=(1030, 0)), arc(30, end=180, centre=(1030, 0)),
                                [(1060, 0), (2000, 0)]],
    "two streets with a block between": [[(0, 0), (1000, 0)], [(0, 70), (1000, 70)]],
    "a cross": [[(0, 0), (2000, 0)], [(1000, -1000), (1000, 1000)]],
    "a branch at an angle": [[(0, 0), (3000, 0)], [(1000, 0), (2000, 500)]],
    "a horseshoe": [[(0, 0), (0, 2000), (50, 2000), (50, 1000), (1000, 1000), (1000, 0), (50, 0)]],
    "hairpins": [[(0, 0), (500, 0), (500, 40), (0, 40), (0, 80), (500, 80), (500, 120), (0, 120)]],
    "a short slip road": [[(0, 0), (3000, 0)], [(1000, 0), (1050, 15), (1120, 15), (1170, 0)]],
}


@pytest.mark.parametrize("lines", SINGLE.values(), ids=SINGLE)
def test_what_is_no_pair_of_carriageways_stays_as_it_is(lines):
    found = one(*lines)
    assert found.beside_m == 0 and found.degrees.equals(MultiLineString(lines))


SHAPES = {name: shape for (name, kind), shape in LINES.items() if (name, kind) != ("长塘", "river")}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_no_line_of_the_network_is_taken_for_two(shape):
    assert single(shape, lambda metres: metres).degrees is shape


OPEN = [name for name, shape in SHAPES.items() if shape.geom_type == "LineString" and not shape.is_closed]


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(OPEN), st.integers(4, 50), st.integers(1, 5), st.integers(0, 2**32 - 1), st.booleans())
def test_a_line_doubled_and_cut_up_is_as_long_as_it_was(name, apart, pieces, seed, joined):
    chance, shape = random.Random(seed), SHAPES[name]
    other = shape.offset_curve(apart, join_style="mitre")
    assume(other.geom_type == "LineString" and other.is_simple)
    parts = [part for side in (shape, other) for part in cut_up(side, pieces, chance)]
    if joined:
        parts.append(LineString([shape.coords[0], other.coords[0]]))
    chance.shuffle(parts)
    found = single(MultiLineString(parts), lambda metres: metres)
    # the two differ at bends by what lies between them; a stretch may change from one to the other once for each piece
    assert found.degrees.length == pytest.approx(shape.length, abs=(8 + 2 * pieces) * apart + 60)
    assert shape.hausdorff_distance(found.degrees) <= 2 * APART_M


def cut_up(shape, pieces, chance):
    marks = [0, *sorted(chance.uniform(0.1, 0.9) * shape.length for _ in range(pieces - 1)), shape.length]
    found = [substring(shape, start, end) for start, end in itertools.pairwise(marks) if end - start > 1]
    return [part.reverse() if chance.random() < 0.5 else part for part in found]


WALK = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=2, max_size=8).filter(lambda xy: len(set(xy)) > 1)


@settings(deadline=None, max_examples=150)
@given(st.lists(WALK, min_size=1, max_size=4))
def test_nothing_is_set_aside_but_what_lies_beside_something_kept(walks):
    shape = MultiLineString([LineString([(x * 50, y * 50) for x, y in walk]) for walk in walks])
    found = single(shape, lambda metres: metres)
    lost = shape.difference(found.degrees.buffer(0.01))
    assert lost.difference(found.degrees.buffer(4 * APART_M)).is_empty
    assert found.beside_m or found.degrees is shape
    again = single(found.degrees, lambda metres: metres)
    assert again.degrees.length <= found.degrees.length + 1e-6


def test_the_least_that_is_set_aside():
    lone = [(0, 0), (3000, 0)]
    assert one(lone, [(1000, 20), (1000 + LEAST_M - 30, 20)]).beside_m == 0
    assert one(lone, [(1000, 20), (1000 + LEAST_M + 30, 20)]).beside_m == LEAST_M + 30


def test_points_of_the_kept_line_are_those_of_the_drawn_one():
    found = one([(0, 0), (5000, 0)], [(4000, 20), (8000, 20)])
    drawn = MultiLineString([[(0, 0), (5000, 0)], [(4000, 20), (8000, 20)]])
    assert all(drawn.distance(Point(place)) < 1e-9 for place in shapely.get_coordinates(found.degrees))

