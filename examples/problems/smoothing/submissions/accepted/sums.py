from itertools import accumulate


class Solution:
    def smooth(self, readings: list[float], width: int) -> list[float]:
        sums = [0, *accumulate(readings)]
        return [(after - before) / width for before, after in zip(sums, sums[width:])]
