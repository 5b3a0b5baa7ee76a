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
    first, *lines = text.splitlines()
    n = int(first.split()[0])
    slope, offset = [0] * (n + 2), [0] * (n + 2)

    def change(tree: list[int], at: int, by: int) -> None:
        while at <= n:
            tree[at] += by
            at += at & -at

    def prefix(to: int) -> int:
        total_slope = total_offset = 0
        at = to
        while at > 0:
            total_slope += slope[at]
            total_offset += offset[at]
            at -= at & -at
        return total_slope * to - total_offset

    answers = []
    for line in lines:
        word, *rest = line.split()
        if word == "add":
            l, r, x = map(int, rest)
            change(slope, l, x)
            change(offset, l, x * (l - 1))
            change(slope, r + 1, -x)
            change(offset, r + 1, -x * r)
        else:
            l, r = map(int, rest)
            answers.append(prefix(r) - prefix(l - 1))
    return "".join(f"{answer}\n" for answer in answers)


def ledger(n: int, entries: list[str]) -> str:
    return f"{n} {len(entries)}\n" + "".join(entry + "\n" for entry in entries)


def span(n: int, shortest: int = 1) -> str:
    l = random.randint(1, n - shortest + 1)
    return f"{l} {random.randint(l + shortest - 1, n)}"


def mixed(n: int, q: int, shortest: int = 1) -> list[str]:
    entries = [
        f"add {span(n, shortest)} {random.randint(-1000, 1000)}" if random.random() < 0.5 else f"sum {span(n, shortest)}"
        for _ in range(q - 1)
    ]
    return [*entries, f"sum 1 {n}"]


random.seed(9)
case("sample/1", ledger(5, ["add 1 4 5", "sum 3 5", "add 4 5 -2", "sum 1 5", "sum 5 5"]))
case("secret/01-one-day", ledger(1, ["sum 1 1", "add 1 1 7", "add 1 1 -9", "sum 1 1"]))
case("secret/02-untouched", ledger(100_000, ["sum 1 100000"]))
case("secret/03-ends", ledger(10, ["add 1 1 3", "add 10 10 4", "sum 1 10", "sum 2 9", "sum 1 1", "sum 10 10"]))
case("secret/04-largest", ledger(100_000, ["add 1 100000 1000"] * 3000 + ["sum 1 100000", "sum 99999 100000"]))
case("secret/05-smallest", ledger(100_000, ["add 1 100000 -1000"] * 3000 + ["sum 1 100000"]))
case("secret/06-random-small", ledger(20, mixed(20, 200)))
case("secret/07-random", ledger(1000, mixed(1000, 3000)))
case("secret/08-single-days", ledger(50_000, [f"{'add' if i % 2 else 'sum'} {(d := random.randint(1, 50_000))} {d}{' 17' if i % 2 else ''}" for i in range(4000)]))
case("secret/09-long-spans", ledger(100_000, mixed(100_000, 20_000, 40_000)))
case("secret/10-all-audits", ledger(100_000, ["add 1 50000 1", "add 50001 100000 -1"] + [f"sum {span(100_000)}" for _ in range(6000)]))
