class Solution {
public:
    ListNode* mergeLanes(ListNode* left, ListNode* right) {
        ListNode* first = nullptr;
        ListNode** end = &first;
        while (left) {
            *end = left;
            end = &left->next;
            left = left->next;
            swap(left, right);
        }
        *end = right;
        return first;
    }
};
