class Solution:
    def turn(self, seats: list[str], steps: int) -> None:
        steps %= len(seats)
        seats[:] = seats[len(seats) - steps :] + seats[: len(seats) - steps]
