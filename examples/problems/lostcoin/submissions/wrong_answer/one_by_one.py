n = int(input())
for tile in range(1, n + 1):
    print(tile, flush=True)
    if input() == "here":
        break
