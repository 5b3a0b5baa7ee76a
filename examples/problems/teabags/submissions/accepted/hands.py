from collections import defaultdict


class Solution:
    def longest_grip(self, kinds: list[int], most: int) -> int:
        held = defaultdict(int)
        left = longest = 0
        for right, kind in enumerate(kinds):
            held[kind] += 1
            while held[kind] > most:
                held[kinds[left]] -= 1
                left += 1
            longest = max(longest, right - left + 1)
        return longest
