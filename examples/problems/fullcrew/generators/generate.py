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


def solve(skills: int, applicants: list[int]) -> int:
    everything = 2**skills - 1
    having = [0] * (everything + 1)
    for one in applicants:
        having[one] += 1
    alone = having[everything]
    for bit in (2**i for i in range(skills)):
        for known in range(everything + 1):
            if not known & bit:
                having[known] += having[known | bit]
    return (sum(having[everything ^ one] for one in applicants) - alone) // 2


def chance(skills: int, applicants: int, knows: float) -> list[int]:
    return [sum(2**i for i in range(skills) if random.random() < knows) for _ in range(applicants)]


random.seed(37)
case("sample/1", 3, [1, 6, 7, 2])
case("sample/2", 1, [0, 1, 1])
case("secret/01-alone", 4, [15])
case("secret/02-all-know-everything", 2, [3, 3, 3, 3])
case("secret/03-nobody", 3, [3, 1, 2, 2])
case("secret/04-halves", 16, [0x00FF, 0xFF00, 0x0FF0, 0xF00F, 0x00FF])
case("secret/05-few-skills", 5, chance(5, 1_000, 0.5))
case("secret/06-some", 16, chance(16, 5_000, 0.6))
case("secret/07-many", 16, chance(16, 20_000, 0.75))
case("secret/08-one-skill", 1, [1] * 50_000)
