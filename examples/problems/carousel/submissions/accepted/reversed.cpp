class Solution {
public:
    void turn(vector<string>& seats, int steps) {
        steps %= seats.size();
        reverse(seats.begin(), seats.end());
        reverse(seats.begin(), seats.begin() + steps);
        reverse(seats.begin() + steps, seats.end());
    }
};
