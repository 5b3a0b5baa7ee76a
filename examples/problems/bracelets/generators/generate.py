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


def solve(bracelets: list[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for one in bracelets:
        groups.setdefault(min(one[i:] + one[:i] for i in range(len(one))), []).append(one)
    return list(groups.values())


def beads(count: int, colours: str) -> str:
    return "".join(random.choices(colours, k=count))


random.seed(36)
case("sample/1", ["abc", "cab", "acb", "aab"])
case("sample/2", ["x", "xx", "x"])
case("secret/01-one", ["zebra"])
case("secret/02-all-turns", ["abcd", "bcda", "cdab", "dabc"])
case("secret/03-flipped", ["abcd", "dcba", "badc"])
case("secret/04-same-beads", ["aabb", "abab", "baba", "bbaa"])
case("secret/05-lengths", ["abab", "ab", "ba", "ababab", "bababa"])
case("secret/06-two-colours", [beads(random.randint(5, 8), "ab") for _ in range(800)])
case("secret/07-long", [beads(20, "ab") for _ in range(500)] + ["a" * 19 + "b", "b" + "a" * 19])
patterns = [beads(random.randint(3, 12), "abcxyz") for _ in range(150)]
case("secret/08-turned", [one[i:] + one[:i] for one in random.choices(patterns, k=2_000) for i in [random.randrange(len(one))]])
