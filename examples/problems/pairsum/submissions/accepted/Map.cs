using System.Collections.Generic;

public class Solution {
    public int[] PairFor(int[] values, int target) {
        var seen = new Dictionary<long, int>();
        for (int i = 0; i < values.Length; i++) {
            int other;
            if (seen.TryGetValue((long)target - values[i], out other)) return new[] { other, i };
            seen[values[i]] = i;
        }
        return new int[0];
    }
}
