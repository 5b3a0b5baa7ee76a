a, p, b, q = map(int, input().split())
for second in range(p, p + a * b, a):
    if second % b == q:
        print(second)
        break
else:
    print("never")
