# Takes it for granted that they meet.
from math import gcd

a, p, b, q = map(int, input().split())
g = gcd(a, b)
k = (q - p) // g * pow(a // g, -1, b // g) % (b // g)
print(p + k * a)
