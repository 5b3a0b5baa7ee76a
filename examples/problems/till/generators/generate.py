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


def solve(names: list[str], arguments: list[list]) -> list:
    results, amounts = [None], []
    for name, given in zip(names[1:], arguments[1:]):
        if name == "ring":
            amounts.append((given[0], max(given[0], amounts[-1][1] if amounts else 0)))
            results.append(None)
        elif name == "takeBack":
            results.append(sum(cents for cents, _ in amounts[-given[0] :]))
            del amounts[-given[0] :]
        else:
            results.append(amounts[-1][1] if amounts else -1)
    return results


def calls(name: str, *made: tuple) -> None:
    case(name, ["Till", *(one[0] for one in made)], [[], *(list(one[1:]) for one in made)])


def chance(count: int, most: int) -> list[tuple]:
    return [
        random.choice((("ring", random.randint(1, most)), ("ring", random.randint(1, most)), ("highest",), ("takeBack", random.randint(1, 3))))
        for _ in range(count)
    ]


random.seed(33)
calls("sample/1", ("ring", 250), ("ring", 900), ("highest",), ("ring", 120), ("takeBack", 2), ("highest",), ("takeBack", 5), ("highest",))
calls("secret/01-no-calls")
calls("secret/02-nothing-there", ("highest",), ("takeBack", 1), ("highest",))
calls("secret/03-rising", *(("ring", cents) for cents in (1, 2, 3)), ("takeBack", 1), ("highest",), ("takeBack", 1), ("highest",))
calls("secret/04-falling", *(("ring", cents) for cents in (3, 2, 1)), ("takeBack", 2), ("highest",))
calls("secret/05-equal", ("ring", 7), ("ring", 7), ("takeBack", 1), ("highest",), ("ring", 5), ("highest",))
calls("secret/06-begins-again", ("ring", 10_000), ("takeBack", 50_000), ("ring", 1), ("highest",))
calls("secret/07-few-amounts", *chance(1_000, 4))
calls("secret/08-chance", *chance(6_000, 10_000))
calls("secret/09-many", *(("ring", random.randint(1, 10_000)) for _ in range(9_000)), *[("highest",)] * 9_000, ("takeBack", 9_000))
