# Counts each kind of bracket and forgets that they nest.
text = input()
ok = all(text.count(a) == text.count(b) for a, b in ["()", "[]", "{}"])
print("ok" if ok else "stray 1")
