from collections import defaultdict


class Solution:
    def same_bracelets(self, bracelets: list[str]) -> list[list[str]]:
        groups = defaultdict(list)
        for one in bracelets:
            groups[min(one[i:] + one[:i] for i in range(len(one)))].append(one)
        return list(groups.values())
