class Till:
    def __init__(self):
        self.amounts = []

    def ring(self, cents):
        self.amounts.append((cents, max(cents, self.highest())))

    def take_back(self, count):
        taken = 0
        for _ in range(min(count, len(self.amounts))):
            taken += self.amounts.pop()[0]
        return taken

    def highest(self):
        return self.amounts[-1][1] if self.amounts else -1
