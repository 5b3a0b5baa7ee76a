# Only looks whether all letters are there in order, whatever stands between them.
class Solution:
    def could_be(self, meant, typed):
        letters = iter(typed)
        return all(letter in letters for letter in meant)
