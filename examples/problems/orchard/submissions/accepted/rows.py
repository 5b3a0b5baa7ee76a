class Solution:
    def most_apples(self, trees: list[list[int]]) -> int:
        best = [0] * len(trees[0])
        for row in trees:
            above = [max(best[max(c - 1, 0) : c + 2]) for c in range(len(row))]
            best = [-1 if apples < 0 or most < 0 else apples + most for apples, most in zip(row, above)]
        return max(best)
