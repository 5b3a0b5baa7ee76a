# Takes boxes from anywhere in the row.
from collections import Counter


class Solution:
    def longest_grip(self, kinds, most):
        return sum(min(count, most) for count in Counter(kinds).values())
