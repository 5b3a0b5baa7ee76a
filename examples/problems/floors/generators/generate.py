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


def solve(nodes: list) -> list[list[int]]:
    floors, at, width = [], 0, 1
    while at < len(nodes) and width > 0:
        floor = [one for one in nodes[at : at + width] if one is not None]
        at, width = at + width, 2 * len(floor)
        if floor:
            floors.append(floor)
    return floors


def grown(rooms: int, fullness: float) -> list:
    nodes, places, left = [], 1, rooms
    while places > 0 and left > 0:
        room = random.random() < fullness or places == 1
        nodes.append(random.randint(-(10**9), 10**9) if room else None)
        places += 1 if room else -1
        left -= room
    return nodes


random.seed(23)
case("sample/1", [3, 9, 20, None, None, 15, 7])
case("sample/2", [1])
case("sample/3", [])
case("secret/01-left-only", [1, 2, None, 3, None, 4])
case("secret/02-right-only", [1, None, 2, None, 3])
case("secret/03-zigzag", [1, 2, None, None, 3, 4, None, None, 5])
case("secret/04-equal-numbers", [0, 0, 0, None, 0, 0])
case("secret/05-full", [random.randint(-9, 9) for _ in range(2**12 - 1)])
case("secret/06-deep", [one for room in range(5_000) for one in ([room] if room == 0 else [room, None])])
case("secret/07-random", grown(20_000, 0.7))
