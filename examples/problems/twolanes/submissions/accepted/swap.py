class Solution:
    def merge_lanes(self, left, right):
        first = last = ListNode(0)
        while left:
            last.next = last = left
            left, right = right, left.next
        last.next = right
        return first.next
