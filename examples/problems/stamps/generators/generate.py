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
    _, postage, *values = map(int, text.split())
    never = postage + 1
    fewest = [0] + [never] * postage
    for value in values:
        for cents in range(value, postage + 1):
            fewest[cents] = min(fewest[cents], fewest[cents - value] + 1)
    return "impossible\n" if fewest[postage] == never else f"{fewest[postage]}\n"


def letter(postage: int, values: list[int]) -> str:
    return f"{len(values)} {postage}\n{' '.join(map(str, values))}\n"


random.seed(42)
case("sample/1", letter(8, [1, 4, 5]))
case("sample/2", letter(7, [3, 5]))
case("secret/a-cheap/1", letter(12, [1, 6, 10]))
case("secret/a-cheap/2", letter(20, [3, 7, 9, 11]))
case("secret/a-cheap/3", letter(11, [4, 6, 9]))
case("secret/a-cheap/4", letter(1, [2]))
case("secret/b-multiples/1", letter(94, [1, 5, 10, 50]))
case("secret/b-multiples/2", letter(19_999, [1, 2, 4, 8, 16, 32, 64, 128]))
case("secret/b-multiples/3", letter(17_171, [1, 3, 9, 18, 36, 180, 1_800]))
case("secret/c-all/1", letter(20_000, [7]))
case("secret/c-all/2", letter(19_999, [2, 4, 10, 500, 2_000]))
case("secret/c-all/3", letter(20_000, sorted(random.sample(range(50, 400), 20))))
case("secret/c-all/4", letter(18_000, [1, 4_000, 4_500, 5_000]))
case("secret/c-all/5", letter(19_937, sorted(random.sample(range(500, 3_000), 12))))
