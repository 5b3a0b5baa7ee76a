# Notes an amount that is as high as the highest one only once, and loses both with the first.
class Till:
    def __init__(self):
        self.amounts, self.records = [], []

    def ring(self, cents):
        self.amounts.append(cents)
        if not self.records or cents > self.records[-1]:
            self.records.append(cents)

    def take_back(self, count):
        taken = 0
        while count > 0 and self.amounts:
            cents = self.amounts.pop()
            if self.records and cents == self.records[-1]:
                self.records.pop()
            taken += cents
            count -= 1
        return taken

    def highest(self):
        return self.records[-1] if self.records else -1
