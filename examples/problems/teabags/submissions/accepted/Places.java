import java.util.*;

/** Keeps the places of each kind: the box `most` places of its kind before is the last that must be let go. */
class Solution {
    public int longestGrip(int[] kinds, int most) {
        Map<Integer, List<Integer>> places = new HashMap<>();
        int left = 0, longest = 0;
        for (int right = 0; right < kinds.length; right++) {
            List<Integer> same = places.computeIfAbsent(kinds[right], kind -> new ArrayList<>());
            same.add(right);
            if (same.size() > most) left = Math.max(left, same.get(same.size() - 1 - most) + 1);
            longest = Math.max(longest, right - left + 1);
        }
        return longest;
    }
}
