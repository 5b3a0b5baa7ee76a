bags = range(1, int(input()) + 1)
while len(bags) > 1:
    k = (len(bags) + 1) // 3
    print("weigh", k, *bags[: 2 * k], flush=True)
    said = input()
    bags = bags[:k] if said == "left" else bags[k : 2 * k] if said == "right" else bags[2 * k :]
print("bag", bags[0])
