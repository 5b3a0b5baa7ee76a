class Solution:
    def hang_straight(self, root):
        pieces = [root] if root else []
        for piece in pieces:
            pieces.extend(below for below in (piece.left, piece.right) if below)
        straight, weight = 0, {None: 0}
        for piece in reversed(pieces):
            left, right = weight[piece.left], weight[piece.right]
            weight[piece] = piece.val + left + right
            straight += left == right
        return straight
