# Weighs the two pieces right below, and not what hangs from them.
class Solution:
    def hang_straight(self, root):
        straight, pieces = 0, [root] if root else []
        for piece in pieces:
            pieces.extend(below for below in (piece.left, piece.right) if below)
            left = piece.left.val if piece.left else 0
            right = piece.right.val if piece.right else 0
            straight += left == right
        return straight
