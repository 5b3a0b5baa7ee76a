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
    results, books = [None], {}
    for name, given in zip(names[1:], arguments[1:]):
        title = given[0]
        if name == "take":
            results.append(books.get(title, -1))
            if title in books:
                books[title] = books.pop(title)
            continue
        books.pop(title, None)
        books[title] = given[1]
        if len(books) > arguments[0][0]:
            del books[next(iter(books))]
        results.append(None)
    return results


def calls(name: str, places: int, *made: tuple) -> None:
    case(name, ["Shelf", *(one[0] for one in made)], [[places], *(list(one[1:]) for one in made)])


def chance(count: int, titles: int) -> list[tuple]:
    def title() -> str:
        return "book" + "".join(chr(97 + int(digit)) for digit in str(random.randrange(titles)))

    return [
        ("take", title()) if random.random() < 0.5 else ("place", title(), random.randint(1, 10_000)) for _ in range(count)
    ]


random.seed(24)
calls("sample/1", 2, ("place", "emma", 474), ("place", "ulysses", 732), ("take", "emma"), ("place", "iliad", 704), ("take", "ulysses"), ("take", "iliad"))
calls("secret/01-nothing-there", 1, ("take", "a"))
calls("secret/02-no-calls", 5)
calls("secret/03-one-place", 1, ("place", "a", 1), ("place", "b", 2), ("take", "a"), ("take", "b"))
calls("secret/04-same-title", 2, ("place", "a", 1), ("place", "b", 2), ("place", "a", 3), ("place", "c", 4), ("take", "a"), ("take", "b"))
calls("secret/05-taken-counts", 2, ("place", "a", 1), ("place", "b", 2), ("take", "a"), ("place", "c", 3), ("take", "b"), ("take", "a"))
calls("secret/06-missed-does-not", 2, ("place", "a", 1), ("place", "b", 2), ("take", "x"), ("place", "c", 3), ("take", "a"), ("take", "b"))
calls("secret/07-chance", 20, *chance(2_000, 40))
calls("secret/08-many", 10_000, *chance(15_000, 12_000))
