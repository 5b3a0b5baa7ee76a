class Solution:
    def pair_for(self, values, target):
        where = {value: index for index, value in enumerate(values)}
        for index, value in enumerate(values):
            if target - value in where:
                return [index, where[target - value]]
        return []
