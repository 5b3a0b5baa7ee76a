"""Writes data/ of this problem. Run it from anywhere: python3 generators/generate.py"""
import random
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def case(name: str, text: str) -> None:
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text, encoding="utf-8", newline="\n")
    path.with_suffix(".ans").write_text(solve(text), encoding="utf-8", newline="\n")


def solve(text: str) -> str:
    _, *minutes = map(int, text.split())
    playing = free = 0
    for end, begin in sorted(zip(minutes[1::2], minutes[::2])):
        if begin >= free:
            playing, free = playing + 1, end
    return f"{playing}\n"


def festival(bands: list[tuple[int, int]]) -> str:
    return f"{len(bands)}\n" + "".join(f"{begin} {end}\n" for begin, end in bands)


def chance(bands: int, day: int, longest: int) -> list[tuple[int, int]]:
    begins = [random.randrange(day - longest) for _ in range(bands)]
    return [(begin, begin + random.randint(1, longest)) for begin in begins]


random.seed(40)
case("sample/1", festival([(0, 60), (50, 80), (60, 120), (70, 130)]))
case("sample/2", festival([(10, 20), (10, 20), (15, 16)]))
case("secret/01-one", festival([(0, 10**9)]))
case("secret/02-all", festival([(30, 40), (10, 20), (20, 30), (0, 10)]))
case("secret/03-all-day", festival([(0, 100), (1, 10), (11, 20), (21, 99)]))
case("secret/04-short-in-between", festival([(0, 50), (45, 55), (50, 100)]))
case("secret/05-nested", festival([(i, 1_000 - i) for i in range(400)]))
case("secret/06-short-day", festival(chance(2_000, 500, 60)))
case("secret/07-long-day", festival(chance(15_000, 10**9, 10**6)))
case("secret/08-one-after-the-other", festival([(i * 7, i * 7 + 7) for i in random.sample(range(12_000), 12_000)]))
