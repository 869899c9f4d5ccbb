"""项目总览: key figures, the map, the list, and the card of the project that was chosen in either."""

import streamlit as st

from pages.ui import address, card, figures, filterbar, filters, firstlook, frame, ground, listing, map, printing, ranking, reads, states

alone = firstlook.alone()
view = frame.begin("项目总览", bare=alone)
board = view.board
printing.apply()


@st.fragment(key="sight")
def sight() -> None:
    """What the filters leave in sight: a filter runs this part of the page only."""
    view.up_to_date()
    summary = st.container(key="summary")
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        measure = filterbar.asked_measure() if alone else filterbar.measure()
        choice = filterbar.asked(board, measure=measure) if alone else filterbar.widgets(board, measure=measure, part="sight")
        paper = not alone and printing.toggle()
    kept = filters.kept(board, choice)
    with summary:
        figures.strip(reads.totals(kept.rows, board, choice), of_all=len(board.rows))
        if address.asked() and not address.choice(board):
            states.unknown_project()

    def works() -> None:
        """Map, card and list: choosing a project runs this part only."""
        picked = address.chosen(board)
        wide, side = printing.columns(paper)
        with wide, st.container(key="map-box"):
            map.board_map(
                board, view.layers(), measure=measure, scope=kept.scope, active=choice.active, picked=picked and picked.id, paper=paper,
                awaited=alone, offer=ranking.chosen_towns(choice), dates=reads.data_dates(now=view.now),
                tint=ground.spec(board, kept.rows, choice), filtered="sight", note=filters.noted(choice),
            )
        with side, st.container(key="side"):
            with st.container(key="chosen"):  # there without a choice as well: what stands below keeps its place, and is not built anew
                if picked and not paper:
                    card.show(picked, view.place(picked.id))
            if not kept.rows:
                states.nothing_passes()
            elif paper:
                printing.listing(board, kept.rows, choice)
            elif alone:
                firstlook.waiting()
            else:
                listing.table(board, kept.rows, choice, picked=picked and picked.id, height="stretch")

    # Without any project, what is offered instead concerns all that is in sight.
    (st.fragment(works) if kept.rows else works)()


sight()
