# Goes to the best of the next trees, from each tree of the top row.
class Solution:
    def most_apples(self, trees):
        best = -1
        for c, picked in enumerate(trees[0]):
            if picked < 0:
                continue
            for row in trees[1:]:
                c = max((d for d in (c - 1, c, c + 1) if 0 <= d < len(row)), key=row.__getitem__)
                if row[c] < 0:
                    break
                picked += row[c]
            else:
                best = max(best, picked)
        return best
