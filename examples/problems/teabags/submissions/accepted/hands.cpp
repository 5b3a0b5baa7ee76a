class Solution {
public:
    int longestGrip(vector<int>& kinds, int most) {
        unordered_map<int, int> held;
        int left = 0, longest = 0;
        for (int right = 0; right < (int)kinds.size(); right++) {
            held[kinds[right]]++;
            for (; held[kinds[right]] > most; left++) held[kinds[left]]--;
            longest = max(longest, right - left + 1);
        }
        return longest;
    }
};
