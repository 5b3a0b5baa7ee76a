# Who knows everything sails with himself.
class Solution:
    def full_crews(self, skills, applicants):
        everything = (1 << skills) - 1
        having = [0] * (everything + 1)
        for one in applicants:
            having[one] += 1
        for bit in (1 << i for i in range(skills)):
            for known in range(everything + 1):
                if not known & bit:
                    having[known] += having[known | bit]
        return sum(having[everything ^ one] for one in applicants) // 2
