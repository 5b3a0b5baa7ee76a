# One call per folder: deep files exhaust Python's stack.
PAIRS = {")": "(", "]": "[", "}": "{"}
text = input()


def inside(position: int, opened: int):
    while position < len(text):
        char = text[position]
        if char in "([{":
            position = inside(position + 1, position)
            continue
        if char in PAIRS:
            if opened < 0 or text[opened] != PAIRS[char]:
                print("stray", position + 1)
                raise SystemExit
            return position + 1
        position += 1
    if opened >= 0:
        unclosed.append(opened)
    return position


unclosed = []
inside(0, -1)
print(f"open {min(unclosed) + 1}" if unclosed else "ok")
