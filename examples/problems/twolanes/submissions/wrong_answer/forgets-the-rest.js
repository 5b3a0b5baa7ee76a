// Ends with the shorter lane.
function mergeLanes(left, right) {
    const first = new ListNode(0);
    let last = first;
    while (left && right) {
        const [behindLeft, behindRight] = [left.next, right.next];
        last.next = left;
        left.next = right;
        right.next = null;
        last = right;
        [left, right] = [behindLeft, behindRight];
    }
    return first.next;
}
