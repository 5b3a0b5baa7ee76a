class Till:
    def __init__(self):
        self.amounts = []

    def ring(self, cents):
        self.amounts.append(cents)

    def take_back(self, count):
        taken = self.amounts[-count:]
        del self.amounts[-count:]
        return sum(taken)

    def highest(self):
        highest = -1
        for cents in self.amounts:
            if cents > highest:
                highest = cents
        return highest
