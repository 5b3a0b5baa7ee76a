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
    return f"{sum(map(int, text.split()))}\n"


random.seed(1)
LIMIT = 10**12
case("sample/1", "2 3\n")
case("sample/2", "-7 4\n")
case("secret/01-zero", "0 0\n")
case("secret/02-cancel", f"{LIMIT} {-LIMIT}\n")
case("secret/03-largest", f"{LIMIT} {LIMIT}\n")
case("secret/04-smallest", f"{-LIMIT} {-LIMIT}\n")
case("secret/05-past-31-bits", "2147483647 1\n")
case("secret/06-random", f"{random.randint(-LIMIT, LIMIT)} {random.randint(-LIMIT, LIMIT)}\n")
case("secret/07-random", f"{random.randint(-LIMIT, LIMIT)} {random.randint(-1000, 1000)}\n")
