class Solution {
    int straight = 0;

    long long weigh(TreeNode* piece) {
        if (!piece) return 0;
        long long left = weigh(piece->left), right = weigh(piece->right);
        if (left == right) straight++;
        return piece->val + left + right;
    }

public:
    int hangStraight(TreeNode* root) {
        weigh(root);
        return straight;
    }
};
