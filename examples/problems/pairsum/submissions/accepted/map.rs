use std::collections::HashMap;

impl Solution {
    pub fn pair_for(values: Vec<i32>, target: i32) -> Vec<i32> {
        let mut seen = HashMap::new();
        for (i, &value) in values.iter().enumerate() {
            let wanted = target as i64 - value as i64;
            if let Some(&other) = seen.get(&wanted) {
                return vec![other, i as i32];
            }
            seen.insert(value as i64, i as i32);
        }
        vec![]
    }
}
