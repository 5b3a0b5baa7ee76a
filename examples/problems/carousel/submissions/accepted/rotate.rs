impl Solution {
    pub fn turn(seats: &mut Vec<String>, steps: i32) {
        let count = seats.len();
        seats.rotate_right(steps as usize % count);
    }
}
