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
    h = int(text)
    crown = [" " * (h - i) + "*" * (2 * i - 1) for i in range(1, h + 1)]
    return "\n".join([*crown, " " * (h - 1) + "|"]) + "\n"


case("sample/1", "3\n")
for h in [1, 2, 4, 7, 10, 31, 60]:
    case(f"secret/{h:02}", f"{h}\n")
