impl Solution {
    pub fn turn_around(head: Option<Box<ListNode>>) -> Option<Box<ListNode>> {
        let mut done = None;
        let mut left = head;
        while let Some(mut car) = left {
            left = car.next.take();
            car.next = done;
            done = Some(car);
        }
        done
    }
}
