class Solution {
public:
    long long fullCrews(int skills, vector<int>& applicants) {
        int everything = (1 << skills) - 1;
        vector<long long> having(everything + 1);
        for (int one : applicants) having[one]++;
        long long twice = -having[everything];
        for (int i = 0; i < skills; i++)
            for (int known = 0; known <= everything; known++)
                if (!(known >> i & 1)) having[known] += having[known | 1 << i];
        for (int one : applicants) twice += having[everything ^ one];
        return twice / 2;
    }
};
