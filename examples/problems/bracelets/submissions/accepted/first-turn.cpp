class Solution {
public:
    vector<vector<string>> sameBracelets(vector<string>& bracelets) {
        unordered_map<string, vector<string>> groups;
        for (const string& one : bracelets) {
            string name = one, turned = one;
            for (size_t i = 1; i < one.size(); i++) {
                rotate(turned.begin(), turned.begin() + 1, turned.end());
                name = min(name, turned);
            }
            groups[name].push_back(one);
        }
        vector<vector<string>> answer;
        for (auto& [name, group] : groups) answer.push_back(group);
        return answer;
    }
};
