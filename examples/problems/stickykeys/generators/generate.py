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


def solve(meant: str, typed: str) -> bool:
    at = 0
    for before, letter in zip(" " + typed, typed):
        if at < len(meant) and meant[at] == letter:
            at += 1
        elif before != letter:
            return False
    return at == len(meant)


def line(length: int) -> str:
    return "".join(random.choices("abcde", k=length))


def stuck(meant: str) -> str:
    return "".join(letter * random.choice((1, 1, 1, 2, 3)) for letter in meant)


random.seed(34)
case("sample/1", "hello", "heelllo")
case("sample/2", "hello", "helo")
case("sample/3", "tea", "team")
case("secret/01-same", "a", "a")
case("secret/02-other", "a", "b")
case("secret/03-unfinished", "abc", "aabb")
case("secret/04-starts-late", "abc", "xabc")
case("secret/05-in-between", "abc", "abxc")
case("secret/06-comes-back", "ab", "abba")
case("secret/07-shorter", "aaaa", "aaa")
case("secret/08-longer", "aaaa", "a" * 40_000)
long = line(20_000)
case("secret/09-long", long, stuck(long))
case("secret/10-one-too-few", long[:10_000] + "xx" + long[10_000:], stuck(long[:10_000]) + "x" + stuck(long[10_000:]))
