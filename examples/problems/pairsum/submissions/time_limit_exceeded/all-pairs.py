class Solution:
    def pair_for(self, values, target):
        for right in range(len(values)):
            for left in range(right):
                if values[left] + values[right] == target:
                    return [left, right]
