PAIRS = {")": "(", "]": "[", "}": "{"}


def main() -> str:
    stack = []
    for position, char in enumerate(input(), 1):
        if char in "([{":
            stack.append((char, position))
        elif char in PAIRS and (not stack or stack.pop()[0] != PAIRS[char]):
            return f"stray {position}"
    return f"open {stack[0][1]}" if stack else "ok"


print(main())
