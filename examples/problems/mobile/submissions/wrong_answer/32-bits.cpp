// Weights begin again at 0 beyond 2^32.
class Solution {
    int straight = 0;

    unsigned weigh(TreeNode* piece) {
        if (!piece) return 0;
        unsigned left = weigh(piece->left), right = weigh(piece->right);
        if (left == right) straight++;
        return piece->val + left + right;
    }

public:
    int hangStraight(TreeNode* root) {
        weigh(root);
        return straight;
    }
};
