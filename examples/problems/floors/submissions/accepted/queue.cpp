class Solution {
public:
    vector<vector<int>> floorByFloor(TreeNode* root) {
        vector<vector<int>> floors;
        vector<TreeNode*> rooms;
        if (root) rooms.push_back(root);
        while (!rooms.empty()) {
            vector<TreeNode*> below;
            vector<int> numbers;
            for (TreeNode* room : rooms) {
                numbers.push_back(room->val);
                if (room->left) below.push_back(room->left);
                if (room->right) below.push_back(room->right);
            }
            floors.push_back(numbers);
            rooms = below;
        }
        return floors;
    }
};
