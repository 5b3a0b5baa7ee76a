from itertools import groupby


class Solution:
    def could_be(self, meant: str, typed: str) -> bool:
        runs, printed = ([(letter, len(list(run))) for letter, run in groupby(line)] for line in (meant, typed))
        return len(runs) == len(printed) and all(a == b and m <= n for (a, m), (b, n) in zip(runs, printed))
