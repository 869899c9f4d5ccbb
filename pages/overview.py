"""项目总览: key figures, the map, the list, and the card of the project that was chosen in either."""

import streamlit as st

from pages.ui import address, card, figures, filterbar, filters, firstlook, frame, ground, listing, map, printing, ranking, reads, states

alone = firstlook.alone()
view = frame.begin("项目总览", bare=alone, looks=printing.LOOKS)
board = view.board


@st.fragment(key="sight")
def sight() -> None:
    """What the filters leave in sight. A filter of the bar runs this part of the page; one of the map's legend, the parts within."""
    summary = st.container(key="summary")
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        measure = filterbar.asked_measure() if alone else filterbar.measure()
        stood = filterbar.asked(board, measure=measure) if alone else filterbar.widgets(board, measure=measure, part="sight")
        paper = not alone and printing.toggle()

    @st.fragment(key="totals")
    def totals() -> None:
        """The key figures."""
        view.up_to_date()
        choice = filterbar.renewed(stood, board)
        figures.strip(reads.totals(filters.kept(board, choice).rows, board, choice), of_all=len(board.rows))
        if address.asked() and not address.choice(board):
            states.unknown_project()

    @st.fragment(key="works")
    def works() -> None:
        """Map, card and list: choosing a project runs this part only."""
        choice = filterbar.renewed(stood, board)
        kept = filters.kept(board, choice)
        picked = address.chosen(board)
        both = printing.sides(paper)
        with both, st.container(key="map-box"):
            map.board_map(
                board, view.layers(), measure=measure, scope=kept.scope, active=choice.active, picked=picked and picked.id, paper=paper,
                awaited=alone, offer=ranking.chosen_towns(choice), dates=reads.data_dates(now=view.now),
                tint=ground.spec(board, kept.rows, choice), note=filters.noted(choice),
                filtered=("totals", "works") if alone else ("totals", filterbar.BUTTON, "works"),
            )
        with both, st.container(key="side"):
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

    with summary:
        totals()
    works()


sight()
