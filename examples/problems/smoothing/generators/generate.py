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

def solve(readings: list[float], width: int) -> list[float]:
    from fractions import Fraction

    exact = [Fraction(one) for one in readings]
    total = sum(exact[:width])
    means = [total / width]
    for before, after in zip(exact, exact[width:]):
        total += after - before
        means.append(total / width)
    return [float(one) for one in means]


random.seed(28)
case("sample/1", [1.0, 3.5, 2, -4.5], 2)
case("sample/2", [20.25], 1)
case("secret/01-all", [0.1, 0.2, 0.3], 3)
case("secret/02-each", [1.5, -2.25, 0, 1e-7], 1)
case("secret/03-whole", [1, 2, 4, 8, 16], 3)
case("secret/04-small-after-large", [1000, -1000, 1e-4, 2e-4, 3e-4], 2)
case("secret/05-short", [random.uniform(-40, 40) for _ in range(300)], 7)
case("secret/06-long", [round(random.uniform(-1000, 1000), 2) for _ in range(50_000)], 25_000)
