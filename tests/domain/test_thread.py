"""Walking the thread: up to the mission, down to the review; what is hidden leaves no mark."""

from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.thread import Link, Node, NodeKind, Ref, Stop, StopState, Trace, strip

K = NodeKind


def ref(kind: NodeKind, id_: str = "1") -> Ref:
    return Ref(kind, id_)


def node(kind: NodeKind, id_: str = "1") -> Node:
    return Node(ref(kind, id_), f"{kind.value} {id_}")


MISSION, CONTRACT, LINE, REPORT = (ref(kind) for kind in (K.MISSION, K.CONTRACT, K.COMMITMENT, K.REPORT))
NODES = [node(kind) for kind in (K.REPORT, K.COMMITMENT, K.CONTRACT, K.MISSION)]
LINKS = [Link(MISSION, CONTRACT), Link(CONTRACT, LINE), Link(LINE, REPORT)]


def kinds(nodes: tuple[Node, ...]) -> list[NodeKind]:
    return [each.kind for each in nodes]


def test_up_ends_at_the_mission_and_down_at_the_report() -> None:
    trace = Trace(LINE, NODES, LINKS)
    assert kinds(trace.up(LINE)) == [K.CONTRACT, K.MISSION]
    assert kinds(trace.down(LINE)) == [K.REPORT]
    assert kinds(trace.down(MISSION)) == [K.CONTRACT, K.COMMITMENT, K.REPORT]


def test_a_hidden_thing_takes_its_links_with_it() -> None:
    visible = [each for each in NODES if each.kind is not K.CONTRACT]
    trace = Trace(LINE, visible, LINKS)
    assert trace.up(LINE) == ()
    assert trace.links == (Link(LINE, REPORT),)


def test_the_strip_has_ten_stops_filled_ring_and_hollow() -> None:
    stops = strip(Trace(CONTRACT, NODES, LINKS))
    assert [stop.kind for stop in stops] == list(NodeKind)
    assert len(stops) == 10
    states = {stop.kind: stop.state for stop in stops}
    assert states[K.CONTRACT] is StopState.HERE
    assert {kind for kind, state in states.items() if state is StopState.EXISTS} == {
        K.MISSION,
        K.COMMITMENT,
        K.REPORT,
    }
    assert states[K.TENDER] is StopState.NOT_YET


def test_a_stop_with_one_thing_leads_to_it_and_with_several_to_none() -> None:
    one, two = node(K.REPORT, "1"), node(K.REPORT, "2")
    assert Stop(K.REPORT, StopState.EXISTS, (one,)).only == one
    assert Stop(K.REPORT, StopState.EXISTS, (one, two)).only is None


def test_a_sibling_is_not_on_the_strip_of_its_neighbour() -> None:
    other_line, other_report = node(K.COMMITMENT, "2"), node(K.REPORT, "2")
    links = [*LINKS, Link(CONTRACT, other_line.ref), Link(other_line.ref, other_report.ref)]
    stops = strip(Trace(LINE, [*NODES, other_line, other_report], links))
    found = {each for stop in stops for each in stop.nodes}
    assert other_line not in found
    assert other_report not in found


refs = st.builds(Ref, st.sampled_from(NodeKind), st.sampled_from(["1", "2", "3"]))
links = st.lists(st.builds(Link, refs, refs), max_size=40)


@given(links)
def test_what_is_above_me_has_me_below_it(links: list[Link]) -> None:
    nodes = [Node(each, "") for each in sorted({end for link in links for end in (link.upper, link.lower)})]
    if not nodes:
        return
    start = nodes[0].ref
    trace = Trace(start, nodes, links)
    assert all(nodes[0] in trace.down(above.ref) for above in trace.up(start))


@given(links, st.sets(refs))
def test_no_trace_shows_a_hidden_thing(links: list[Link], hidden: set[Ref]) -> None:
    everything = {end for link in links for end in (link.upper, link.lower)}
    visible = [Node(each, "") for each in sorted(everything - hidden)]
    for each in visible:
        trace = Trace(each.ref, visible, links)
        shown = {found.ref for found in (*trace.up(each.ref), *trace.down(each.ref))}
        assert not shown & hidden
        assert not hidden & {end for link in trace.links for end in (link.upper, link.lower)}
