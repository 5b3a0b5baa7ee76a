class Solution:
    def smooth(self, readings, width):
        return [sum(readings[i : i + width]) / width for i in range(min(len(readings) - width, 1000))]
