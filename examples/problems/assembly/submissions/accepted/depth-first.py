class Solution:
    def in_which_order(self, needed: list[list[int]]) -> list[int]:
        order, state = [], [0] * len(needed)

        def put(part: int) -> bool:
            if state[part] == 1:
                return False
            if state[part] == 0:
                state[part] = 1
                if not all(put(other) for other in needed[part]):
                    return False
                state[part] = 2
                order.append(part)
            return True

        return order if all(put(part) for part in range(len(needed))) else []
