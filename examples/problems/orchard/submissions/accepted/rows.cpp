class Solution {
public:
    int mostApples(vector<vector<int>>& trees) {
        int columns = trees[0].size();
        vector<int> best(columns, 0);
        for (auto& row : trees) {
            vector<int> next(columns, -1);
            for (int c = 0; c < columns; c++) {
                int most = *max_element(best.begin() + max(c - 1, 0), best.begin() + min(c + 2, columns));
                if (row[c] >= 0 && most >= 0) next[c] = row[c] + most;
            }
            best = next;
        }
        return *max_element(best.begin(), best.end());
    }
};
