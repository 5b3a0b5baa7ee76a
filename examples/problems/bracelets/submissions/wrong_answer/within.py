# Looks for one within the other twice over, and forgets that they may differ in length.
class Solution:
    def same_bracelets(self, bracelets):
        groups = []
        for one in bracelets:
            for group in groups:
                if one in group[0] * 2:
                    group.append(one)
                    break
            else:
                groups.append([one])
        return groups
