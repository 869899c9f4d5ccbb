"""OpenStreetMap files for tests: the same few things as an extract (.osm.pbf), as XML, and as an Overpass answer."""

import struct
from xml.sax.saxutils import quoteattr


def pbf(nodes, ways):
    """A .osm.pbf. nodes: {id: (lon, lat, tags)}; ways: {id: (node ids, tags)}. One uncompressed block, as the format allows."""
    strings = [b""]

    def number(text):
        strings.append(text.encode())
        return len(strings) - 1

    def tags_of(tags):
        keys, values = [number(key) for key in tags], [number(value) for value in tags.values()]
        return _packed(2, map(_varint, keys)) + _packed(3, map(_varint, values))

    groups = b""
    for ident, (lon, lat, tags) in nodes.items():
        place = _field(8, _zigzag(round(lat * 1e7))) + _field(9, _zigzag(round(lon * 1e7)))
        groups += _bytes(1, _field(1, _zigzag(ident)) + tags_of(tags) + place)
    first = _bytes(2, groups)
    groups = b""
    for ident, (refs, tags) in ways.items():
        steps = [ref - before for ref, before in zip(refs, [0, *refs], strict=False)]
        groups += _bytes(3, _field(1, _varint(ident)) + tags_of(tags) + _packed(8, map(_zigzag, steps)))
    table = _bytes(1, b"".join(_bytes(1, text) for text in strings))
    return _block(b"OSMHeader", _bytes(4, b"OsmSchema-V0.6")) + _block(b"OSMData", table + first + _bytes(2, groups))


def xml(nodes, ways):
    def tags_of(tags):
        return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())

    rows = [f'<node id="{i}" lon="{lon}" lat="{lat}">{tags_of(tags)}</node>' for i, (lon, lat, tags) in nodes.items()]
    for i, (refs, tags) in ways.items():
        members = "".join(f'<nd ref="{ref}"/>' for ref in refs)
        rows.append(f'<way id="{i}">{members}{tags_of(tags)}</way>')
    return f'<?xml version="1.0"?><osm version="0.6">{"".join(rows)}</osm>'.encode()


def overpass(nodes, ways, *, geometry):
    """An Overpass answer: with the geometry in each way (out geom), or with the nodes beside (out body)."""
    elements = [{"type": "node", "id": i, "lon": lon, "lat": lat, "tags": tags} for i, (lon, lat, tags) in nodes.items()]
    for i, (refs, tags) in ways.items():
        way = {"type": "way", "id": i, "tags": tags}
        if geometry:
            way["geometry"] = [{"lon": nodes[ref][0], "lat": nodes[ref][1]} for ref in refs]
        else:
            way["nodes"] = refs
        elements.append(way)
    return {"version": 0.6, "elements": [e for e in elements if not geometry or e["type"] == "way" or e["tags"]]}


def _varint(value):
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def _zigzag(value):
    return _varint(value << 1 if value >= 0 else (-value << 1) - 1)


def _field(tag, encoded):
    return _varint(tag << 3) + encoded


def _bytes(tag, content):
    return _varint(tag << 3 | 2) + _varint(len(content)) + content


def _packed(tag, encoded):
    content = b"".join(encoded)
    return _bytes(tag, content) if content else b""


def _block(kind, content):
    blob = _bytes(1, content)
    header = _bytes(1, kind) + _field(3, _varint(len(blob)))
    return struct.pack(">I", len(header)) + header + blob
