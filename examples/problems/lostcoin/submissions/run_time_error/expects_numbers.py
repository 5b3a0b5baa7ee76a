n = int(input())
print((n + 1) // 2, flush=True)
print(int(input()), flush=True)
