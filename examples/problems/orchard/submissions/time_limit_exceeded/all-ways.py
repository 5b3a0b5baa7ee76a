class Solution:
    def most_apples(self, trees):
        def best(r, c):
            if not 0 <= c < len(trees[0]) or trees[r][c] < 0:
                return -1
            if r == len(trees) - 1:
                return trees[r][c]
            most = max(best(r + 1, d) for d in (c - 1, c, c + 1))
            return most if most < 0 else trees[r][c] + most

        return max(best(0, c) for c in range(len(trees[0])))
