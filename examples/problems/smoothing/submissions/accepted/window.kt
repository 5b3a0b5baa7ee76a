class Solution {
    fun smooth(readings: DoubleArray, width: Int): DoubleArray {
        val means = DoubleArray(readings.size - width + 1)
        var total = 0.0
        for (i in readings.indices) {
            total += readings[i]
            if (i >= width) total -= readings[i - width]
            if (i >= width - 1) means[i - width + 1] = total / width
        }
        return means
    }
}
