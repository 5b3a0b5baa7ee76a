// Looks only for who has the missing skills and no others.
class Solution {
public:
    long long fullCrews(int skills, vector<int>& applicants) {
        unordered_map<int, int> before;
        long long pairs = 0;
        for (int one : applicants) {
            pairs += before[((1 << skills) - 1) ^ one];
            before[one]++;
        }
        return pairs;
    }
};
