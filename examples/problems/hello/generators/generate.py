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
    return f"Hello, {text.strip()}!\n"


case("sample/1", "Ada\n")
case("sample/2", "Grace Hopper\n")
case("secret/01-one-letter", "Q\n")
case("secret/02-umlaut", "Zoë Ångström\n")
case("secret/03-other-alphabet", "Алан Тьюринг\n")
case("secret/04-quotes", "O'Neil \"The\" Judge; DROP TABLE\n")
case("secret/05-hundred", "x" * 100 + "\n")
