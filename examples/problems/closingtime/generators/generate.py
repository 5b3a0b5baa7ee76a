"""Writes data/ of this problem. Run it from anywhere: python3 generators/generate.py"""
import random
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def case(name: str, text: str) -> None:
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".in").write_text(text, encoding="utf-8", newline="\n")
    path.with_suffix(".ans").write_text(solve(text), encoding="utf-8", newline="\n")


PAIRS = {")": "(", "]": "[", "}": "{"}


def solve(text: str) -> str:
    stack: list[tuple[str, int]] = []
    for position, char in enumerate(text.strip(), 1):
        if char in "([{":
            stack.append((char, position))
        elif char in PAIRS:
            if not stack or stack.pop()[0] != PAIRS[char]:
                return f"stray {position}\n"
    return f"open {stack[0][1]}\n" if stack else "ok\n"


def balanced(pairs: int) -> list[str]:
    text, stack = [], []
    opened = 0
    while opened < pairs or stack:
        if opened < pairs and (not stack or random.random() < 0.5):
            kind = random.choice("([{")
            stack.append({"(": ")", "[": "]", "{": "}"}[kind])
            text.append(kind)
            opened += 1
        else:
            text.append(stack.pop())
        if random.random() < 0.2:
            text.append(random.choice("abcxyz<>=+-;"))
    return text


random.seed(2)
case("sample/1", "main(){return[a(1),b]}\n")
case("sample/2", "if[(a(b]c)\n")
case("sample/3", "f([x]{}()+\n".replace("f([x]{}()+", "f(([x]{}+"))
case("secret/01-no-brackets", "nothing<to>see\n")
case("secret/02-one-open", "[\n")
case("secret/03-one-closed", "}\n")
case("secret/04-crossed", "([)]\n")
case("secret/05-closed-last", "()[]{}(\n")
case("secret/06-first-open-is-outer", "({[]\n")
case("secret/07-first-open-is-inner", "()(()\n")
case("secret/08-balanced", "".join(balanced(20000)) + "\n")
broken = balanced(20000)
broken[len(broken) // 2] = ")" if broken[len(broken) // 2] != ")" else "]"
case("secret/09-broken-in-the-middle", "".join(broken) + "\n")
case("secret/10-deep", "(" * 50000 + ")" * 50000 + "\n")
case("secret/11-deep-and-open", "a" + "[" * 60000 + "]" * 59999 + "\n")
case("secret/12-late-stray", "{}" * 40000 + "}" + "{" * 9 + "\n")
