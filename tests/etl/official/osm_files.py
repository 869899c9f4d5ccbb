"""OpenStreetMap files for tests: the same few things as an extract (.osm.pbf), as XML, and as an Overpass answer.

nodes: {id: (lon, lat, tags)}; ways: {id: (node ids, tags)}; relations: {id: ([(way id, role), …], tags)}. A way may name nodes
that are not there, a relation ways that are not: extracts cut at a border do.
"""

from itertools import chain

import osmium
from osmium.osm.mutable import Node, Relation, Way


def extract(path, nodes, ways, relations=None):
    """Write a .osm.pbf or .osm, by the path's ending, as the programs that cut extracts do."""
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for ident, (lon, lat, tags) in sorted(nodes.items()):
            writer.add_node(Node(id=ident, version=1, location=(lon, lat), tags=tags))
        for ident, (refs, tags) in sorted(ways.items()):
            writer.add_way(Way(id=ident, version=1, nodes=refs, tags=tags))
        for ident, (members, tags) in sorted((relations or {}).items()):
            writer.add_relation(Relation(id=ident, version=1, members=[("w", ref, role) for ref, role in members], tags=tags))
    return path


def overpass(nodes, ways, relations=None, *, geometry):
    """An Overpass answer: with the geometry in each way (out geom), or with the nodes beside (out body)."""

    def drawn(refs):
        places = [{"lon": nodes[ref][0], "lat": nodes[ref][1]} if ref in nodes else None for ref in refs]
        return {"geometry": places} if geometry else {"nodes": refs}

    points = [{"type": "node", "id": i, "lon": lon, "lat": lat, "tags": tags} for i, (lon, lat, tags) in nodes.items()]
    lines = [{"type": "way", "id": i, "tags": tags} | drawn(refs) for i, (refs, tags) in ways.items()]
    others = [
        {"type": "relation", "id": i, "tags": tags, "members": [
            {"type": "way", "ref": ref, "role": role} | (drawn(ways[ref][0]) if geometry and ref in ways else {}) for ref, role in members
        ]}
        for i, (members, tags) in (relations or {}).items()
    ]
    kept = (e for e in chain(points, lines, others) if not geometry or e["type"] != "node" or e["tags"])
    return {"version": 0.6, "elements": list(kept)}
