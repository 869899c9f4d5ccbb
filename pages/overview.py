"""项目总览: key figures, the map, the list, and the card of the project that was chosen in either."""

import streamlit as st

from data.views import Board, BoardRow
from pages.ui import (
    address,
    card,
    figures,
    filterbar,
    filters,
    firstlook,
    frame,
    ground,
    listing,
    map,
    markup,
    opening,
    parts,
    printing,
    ranking,
    reads,
    states,
)
from pages.ui.filters import Choice
from pages.ui.frame import View

TITLE = "项目总览"
# The parts that show who is in sight. Map, card and list are one: to choose a project in map or list runs that alone, at once.
SIGHT = ("totals", "works")


def dated(*more: str) -> None:
    """Another date or rule."""
    parts.run(*SIGHT, frame.HEADING, *filterbar.opened(), *more)


def coloured() -> None:
    """Another measure: who is in sight stays, unless by a band of the measure."""
    view.up_to_date()
    parts.run(*((*SIGHT, filterbar.BUTTON) if filterbar.banded() else ("works", *filterbar.opened())))


alone = firstlook.alone()
view = frame.begin(TITLE, bare=alone, dated=dated)


def looked_at() -> tuple[View, Choice]:
    """Date and rule, and what is filtered for, as they stand now."""
    now = view.again()
    return now, filterbar.asked(now.board, measure=filterbar.asked_measure()) if alone else filterbar.stands(now.board)


def summed(board: Board, choice: Choice, rows: tuple[BoardRow, ...]) -> str:
    """The key figures of who is in sight."""
    return figures.strip(reads.totals(rows, board, choice), of_all=len(board.rows))


def unknown(board: Board) -> bool:
    """Whether the address asks for a project that there is not."""
    return bool(address.asked()) and not address.choice(board)


@st.fragment(key="totals")
def totals() -> None:
    """The key figures. All that changes who is in sight runs them first: here is looked whether the rest of the page holds."""
    now, choice = looked_at()
    now.up_to_date()
    if not alone and not filterbar.offers(now.board):
        st.rerun()
    markup.show(summed(now.board, choice, filters.kept(now.board, choice).rows))
    if unknown(now.board):
        states.unknown_project()


@st.fragment(key="works")
def works() -> None:
    """Map, card and list."""
    now, choice = looked_at()
    board = now.board
    kept, picked = filters.kept(board, choice), address.chosen(board)
    sides = printing.sides(paper)
    with sides:
        said = map.board_map(
            board, now.layers(), measure=choice.measure, scope=kept.scope, active=choice.active, picked=picked and picked.id, paper=paper,
            awaited=alone, offer=ranking.chosen_towns(choice), dates=reads.data_dates(now=now.now),
            tint=ground.spec(board, kept.rows, choice), note=filters.noted(choice), filtered=(*SIGHT, filterbar.BUTTON),
            dated=lambda: dated(frame.PICKS),
        )
    if alone and not unknown(board):
        opening.keep(now.now, heading=frame.headed(TITLE, board), figures=summed(board, choice, kept.rows), said=said)
    with sides.container(key="side"):
        with st.container(key="chosen"):  # there without a choice as well: what stands below keeps its place, and is not built anew
            if picked and not paper:
                card.show(picked, now.place(picked.id))
        if not kept.rows:
            states.nothing_passes()
        elif paper:
            printing.listing(board, kept.rows, choice)
        elif alone:
            firstlook.waiting()
        else:
            listing.table(board, kept.rows, choice, picked=picked and picked.id, height="stretch")


summary = st.container(key="summary")
controls = st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small")
with controls:
    if not alone:
        filterbar.measure(on_change=coloured)
        filterbar.widgets(controls, view, *SIGHT)
    paper = not alone and printing.toggle()
with summary:
    totals()
works()
if not alone:
    printing.looks()
    parts.complete()
