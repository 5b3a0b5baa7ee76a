class Solution:
    def floor_by_floor(self, root):
        floors, rooms = [], [root] if root else []
        while rooms:
            floors.append([room.val for room in rooms])
            rooms = [below for room in rooms for below in (room.right, room.left) if below]
        return floors
