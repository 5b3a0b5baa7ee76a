from math import isqrt

n = int(input())
print(isqrt(n), n - isqrt(n) ** 2)
