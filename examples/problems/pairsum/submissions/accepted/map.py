class Solution:
    def pair_for(self, values: list[int], target: int) -> list[int]:
        seen = {}
        for index, value in enumerate(values):
            if target - value in seen:
                return [seen[target - value], index]
            seen[value] = index
        return []
