class Solution {
    fun pairFor(values: IntArray, target: Int): IntArray {
        val seen = HashMap<Long, Int>()
        for (i in values.indices) {
            val other = seen[target.toLong() - values[i]]
            if (other != null) return intArrayOf(other, i)
            seen[values[i].toLong()] = i
        }
        return IntArray(0)
    }
}
