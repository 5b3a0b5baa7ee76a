using System;
using System.Collections.Generic;
using System.Linq;

public class Solution {
    public int[][] OpenHours(int[][] shifts) {
        var spans = new List<int[]>();
        foreach (var shift in shifts.OrderBy(one => one[0])) {
            if (spans.Count > 0 && shift[0] <= spans[spans.Count - 1][1])
                spans[spans.Count - 1][1] = Math.Max(spans[spans.Count - 1][1], shift[1]);
            else spans.Add(shift);
        }
        return spans.ToArray();
    }
}
