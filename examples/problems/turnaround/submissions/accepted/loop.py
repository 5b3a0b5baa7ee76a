class Solution:
    def turn_around(self, head):
        done = None
        while head:
            head.next, done, head = done, head, head.next
        return done
