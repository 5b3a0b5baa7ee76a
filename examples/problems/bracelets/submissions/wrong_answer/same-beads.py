from collections import defaultdict


class Solution:
    def same_bracelets(self, bracelets):
        groups = defaultdict(list)
        for one in bracelets:
            groups["".join(sorted(one))].append(one)
        return list(groups.values())
