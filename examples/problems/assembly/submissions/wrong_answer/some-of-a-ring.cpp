// Leaves out what cannot be put on, where there is no order at all.
class Solution {
public:
    vector<int> inWhichOrder(vector<vector<int>>& needed) {
        vector<int> order;
        vector<bool> done(needed.size());
        for (bool more = true; more;) {
            more = false;
            for (size_t part = 0; part < needed.size(); part++) {
                if (done[part]) continue;
                bool can = true;
                for (int other : needed[part]) can = can && done[other];
                if (can) { done[part] = more = true; order.push_back(part); }
            }
        }
        return order;
    }
};
