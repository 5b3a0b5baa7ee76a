// The first car is lost.
function turnAround(head) {
    let done = null;
    while (head && head.next) {
        const rest = head.next;
        head.next = done;
        done = head;
        head = rest;
    }
    return done;
}
