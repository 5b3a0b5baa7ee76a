class Solution {
public:
    vector<double> smooth(vector<double>& readings, int width) {
        vector<double> sums{0}, means;
        for (double one : readings) sums.push_back(sums.back() + one);
        for (size_t i = width; i < sums.size(); i++) means.push_back((sums[i] - sums[i - width]) / width);
        return means;
    }
};
