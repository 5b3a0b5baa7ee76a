class Solution:
    def hang_straight(self, root):
        straight = 0

        def weigh(piece):
            nonlocal straight
            if piece is None:
                return 0
            left, right = weigh(piece.left), weigh(piece.right)
            straight += left == right
            return piece.val + left + right

        weigh(root)
        return straight
