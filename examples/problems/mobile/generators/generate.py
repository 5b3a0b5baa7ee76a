"""Writes data/ of this problem. Run it from anywhere: python3 generators/generate.py"""
import json
import random
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def text(value) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"


def case(name: str, *arguments) -> None:
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text("".join(map(text, arguments)), encoding="utf-8", newline="\n")
    path.with_suffix(".ans").write_text(text(solve(*arguments)), encoding="utf-8", newline="\n")


def solve(nodes: list) -> int:
    if not nodes:
        return 0
    pieces: list[list] = [[nodes[0], None, None]]
    at = 0
    for place, one in enumerate(nodes[1:]):
        at, side = place // 2, place % 2
        if one is not None:
            pieces[at][1 + side] = len(pieces)
            pieces.append([one, None, None])
    straight, weights = 0, [0] * len(pieces)
    for at in range(len(pieces) - 1, -1, -1):
        left, right = (0 if below is None else weights[below] for below in pieces[at][1:])
        weights[at] = pieces[at][0] + left + right
        straight += left == right
    return straight


def full(floors: int) -> list[int]:
    return [weight for floor in range(floors) for weight in [random.randint(1, 10**9)] * 2**floor]


def grown(pieces: int, most: int) -> list:
    nodes, places, left = [], 1, pieces
    while places > 0 and left > 0:
        piece = random.random() < 0.6 or places == 1
        nodes.append(random.randint(1, most) if piece else None)
        places += 1 if piece else -1
        left -= piece
    return nodes


random.seed(32)
case("sample/1", [5, 2, 4, 1, 1])
case("sample/2", [3, 2, 6, 2, 2])
case("sample/3", [])
case("secret/01-one", [1_000_000_000])
case("secret/02-two", [4, None, 4])
case("secret/03-other-shape", [7, 1, 6, 2, 3, None, None])
case("secret/04-heavy", [1, 294_967_297, 1, 10**9, 10**9, None, None, 10**9, None, None, 10**9])
case("secret/05-full", full(11))
case("secret/06-deep", [one for piece in range(15_000) for one in ([1] if piece == 0 else [piece, None])])
case("secret/07-small-weights", grown(2_000, 2))
case("secret/08-grown", grown(8_000, 10**9))
