low, high = 1, int(input())
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    said = input()
    if said == "here":
        break
    if said == "left":
        high = middle - 1
    else:
        low = middle + 1
