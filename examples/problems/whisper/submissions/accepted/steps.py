# Each bit is a step to one of the two other sounds.
if input() == "speak":
    x = int(input())
    at = 0
    word = "a"
    for i in range(30):
        at = (at + 1 + (x >> i & 1)) % 3
        word += "abc"[at]
    print(word)
else:
    word = input()
    x = 0
    for i in range(30):
        step = (ord(word[i + 1]) - ord(word[i])) % 3
        x |= (step - 1) << i
    print(x)
