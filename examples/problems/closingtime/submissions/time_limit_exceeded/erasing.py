# Erases one innermost pair at a time from a fresh copy of the text.
import re

original = input()
text = [(char, i) for i, char in enumerate(original, 1) if char in "()[]{}"]
pair = {"()", "[]", "{}"}
changed = True
while changed:
    changed = False
    for i in range(len(text) - 1):
        if text[i][0] + text[i + 1][0] in pair:
            text = text[:i] + text[i + 2:]
            changed = True
            break
stray = next((p for char, p in text if char in ")]}"), None)
print(f"stray {stray}" if stray else f"open {text[0][1]}" if text else "ok")
