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
    eaten: dict[int, dict[str, int]] = {}
    for day, dish, portions in (line.split() for line in text.splitlines()):
        dishes = eaten.setdefault(int(day), {})
        dishes[dish] = dishes.get(dish, 0) + int(portions)
    best = {day: min(dishes, key=lambda dish: (-dishes[dish], dish)) for day, dishes in eaten.items()}
    return "".join(f"{day} {best[day]} {eaten[day][best[day]]}\n" for day in sorted(best))


def orders(*made: tuple[int, str, int]) -> str:
    return "".join(f"{day} {dish} {portions}\n" for day, dish, portions in made)


DISHES = ["soup", "pasta", "curry", "pie", "salad", "stew", "risotto", "omelette", "dumplings", "tart"]


def chance(count: int, days: int, most: int) -> str:
    return orders(*((random.randint(1, days), random.choice(DISHES), random.randint(1, most)) for _ in range(count)))


random.seed(43)
case("sample/1", orders((2, "soup", 3), (1, "pie", 4), (2, "curry", 5), (2, "soup", 4)))
case("sample/2", orders((10, "stew", 2), (9, "tart", 1), (10, "pasta", 2)))
case("secret/01-one", orders((366, "a", 100)))
case("secret/02-many-small-orders", orders((5, "pie", 9), *[(5, "soup", 1)] * 10))
case("secret/03-level", orders((1, "b", 2), (1, "c", 2), (1, "a", 1), (1, "a", 1)))
case("secret/04-beginnings", orders((3, "pie", 1), (3, "pies", 1), (3, "pi", 1)))
case("secret/05-one-dish", chance(50, 30, 3).replace("soup", "pie"))
case("secret/06-days", chance(1_000, 366, 5))
case("secret/07-few-days", chance(3_000, 12, 100))
