class Solution {
public:
    vector<vector<int>> openHours(vector<vector<int>>& shifts) {
        sort(shifts.begin(), shifts.end());
        vector<vector<int>> spans;
        for (auto& shift : shifts) {
            if (!spans.empty() && shift[0] <= spans.back()[1]) spans.back()[1] = max(spans.back()[1], shift[1]);
            else spans.push_back(shift);
        }
        return spans;
    }
};
