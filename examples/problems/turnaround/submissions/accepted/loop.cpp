class Solution {
public:
    ListNode* turnAround(ListNode* head) {
        ListNode* done = nullptr;
        while (head) {
            ListNode* rest = head->next;
            head->next = done;
            done = head;
            head = rest;
        }
        return done;
    }
};
