# Merges by the numbers, as if the lanes were sorted.
class Solution:
    def merge_lanes(self, left, right):
        first = last = ListNode(0)
        while left and right:
            if left.val <= right.val:
                last.next = last = left
                left = left.next
            else:
                last.next = last = right
                right = right.next
        last.next = left or right
        return first.next
