class Solution {
public:
    vector<int> pairFor(vector<int>& values, int target) {
        unordered_map<long long, int> seen;
        for (int i = 0; i < (int)values.size(); i++) {
            auto found = seen.find((long long)target - values[i]);
            if (found != seen.end()) return {found->second, i};
            seen[values[i]] = i;
        }
        return {};
    }
};
