import java.util.*;

class Solution {
    public int[] pairFor(int[] values, int target) {
        Map<Long, Integer> seen = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            Integer other = seen.get((long) target - values[i]);
            if (other != null) return new int[] {other, i};
            seen.put((long) values[i], i);
        }
        return new int[0];
    }
}
