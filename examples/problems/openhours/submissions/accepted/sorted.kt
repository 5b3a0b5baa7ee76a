class Solution {
    fun openHours(shifts: Array<IntArray>): Array<IntArray> {
        val spans = ArrayList<IntArray>()
        for (shift in shifts.sortedBy { it[0] }) {
            val before = spans.lastOrNull()
            if (before != null && shift[0] <= before[1]) before[1] = maxOf(before[1], shift[1])
            else spans.add(shift)
        }
        return spans.toTypedArray()
    }
}
