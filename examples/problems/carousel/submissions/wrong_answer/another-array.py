class Solution:
    def turn(self, seats, steps):
        steps %= len(seats)
        # The array that the caller has stays as it is.
        seats = seats[len(seats) - steps :] + seats[: len(seats) - steps]
        return seats
