"""Writes data/ of this problem. Run it from anywhere: python3 generators/generate.py"""
from math import gcd
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def case(name: str, text: str) -> None:
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text, encoding="utf-8", newline="\n")
    path.with_suffix(".ans").write_text(solve(text), encoding="utf-8", newline="\n")


def solve(text: str) -> str:
    a, p, b, q = map(int, text.split())
    g = gcd(a, b)
    if (q - p) % g:
        return "never\n"
    return f"{p + (q - p) // g * pow(a // g, -1, b // g) % (b // g) * a}\n"


case("sample/1", "6 1 10 5\n")
case("sample/2", "4 1 6 2\n")
case("secret/01-at-once", "7 3 11 3\n")
case("secret/02-every-second", "1 0 1 0\n")
case("secret/03-one-every-second", "1 0 1000000000 999999999\n")
case("secret/04-other-every-second", "1000000000 999999999 1 0\n")
case("secret/05-same-pace", "12 5 12 5\n")
case("secret/06-same-pace-never", "12 5 12 7\n")
case("secret/07-multiple", "5 4 1000000000 999999999\n")
case("secret/08-later-one-first", "900 899 700 99\n")
case("secret/09-large", "1000000000 1 999999999 999999997\n")
case("secret/10-large-primes", "999999937 123456789 999999929 987654321\n")
case("secret/11-common-divisor", "999999990 12345 999999930 765432195\n")
case("secret/12-large-never", "999999998 3 999999996 4\n")
