from collections import defaultdict


class Solution:
    def longest_grip(self, kinds, most):
        longest = 0
        for left in range(len(kinds)):
            held = defaultdict(int)
            right = left
            while right < len(kinds) and held[kinds[right]] < most:
                held[kinds[right]] += 1
                right += 1
            longest = max(longest, right - left)
        return longest
