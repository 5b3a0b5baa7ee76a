if input() == "speak":
    print("".join("ab"[int(bit)] for bit in f"{int(input()):b}"))
else:
    print(int("".join(str("ab".index(sound)) for sound in input()), 2))
