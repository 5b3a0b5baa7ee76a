class Solution:
    def full_crews(self, skills, applicants):
        everything = (1 << skills) - 1
        pairs = 0
        for i, one in enumerate(applicants):
            for other in applicants[:i]:
                if one | other == everything:
                    pairs += 1
        return pairs
