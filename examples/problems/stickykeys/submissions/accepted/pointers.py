class Solution:
    def could_be(self, meant: str, typed: str) -> bool:
        at = 0
        for i, letter in enumerate(typed):
            if at < len(meant) and meant[at] == letter:
                at += 1
            elif i == 0 or typed[i - 1] != letter:
                return False
        return at == len(meant)
