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


def solve(trees: list[list[int]]) -> int:
    best = [0] * len(trees[0])
    for row in trees:
        above = [max(best[max(c - 1, 0) : c + 2]) for c in range(len(row))]
        best = [-1 if apples < 0 or most < 0 else apples + most for apples, most in zip(row, above)]
    return max(best)


def chance(rows: int, columns: int, fences: float) -> list[list[int]]:
    return [[-1 if random.random() < fences else random.randint(0, 1_000) for _ in range(columns)] for _ in range(rows)]


random.seed(38)
case("sample/1", [[1, 2, 9], [5, -1, 0], [3, 8, 1]])
case("sample/2", [[4, 4], [-1, -1], [7, 7]])
case("secret/01-one-tree", [[0]])
case("secret/02-one-fence", [[-1]])
case("secret/03-one-row", [[3, -1, 12, 5]])
case("secret/04-one-column", [[3], [0], [1000]])
case("secret/05-poor-leads-to-rich", [[5, 5, 5, 5, 5], [1, 0, 9, 9, 9], [0, 1, 3, 2, 3], [1000, 0, 0, 0, 0]])
case("secret/06-no-apples", [[0, -1, 0], [-1, 0, -1], [0, -1, 0]])
case("secret/07-walled", [[9, 9, 9, 9], [1, 1, -1, -1], [-1, -1, -1, 5], [9, 9, 9, 9]])
case("secret/08-small", chance(12, 9, 0.3))
case("secret/09-fences", chance(120, 60, 0.5))
case("secret/10-full", chance(150, 150, 0.0))
