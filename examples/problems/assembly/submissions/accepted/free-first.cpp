class Solution {
public:
    vector<int> inWhichOrder(vector<vector<int>>& needed) {
        int n = needed.size();
        vector<vector<int>> users(n);
        vector<int> left(n), order;
        for (int part = 0; part < n; part++) {
            left[part] = needed[part].size();
            for (int other : needed[part]) users[other].push_back(part);
            if (left[part] == 0) order.push_back(part);
        }
        for (size_t i = 0; i < order.size(); i++)
            for (int user : users[order[i]])
                if (--left[user] == 0) order.push_back(user);
        if ((int)order.size() < n) order.clear();
        return order;
    }
};
