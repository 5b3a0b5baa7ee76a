class Till {
    vector<int> amounts, records;

public:
    Till() {}

    void ring(int cents) {
        amounts.push_back(cents);
        if (records.empty() || cents >= records.back()) records.push_back(cents);
    }

    int takeBack(int count) {
        int taken = 0;
        for (; count > 0 && !amounts.empty(); count--) {
            taken += amounts.back();
            if (records.back() == amounts.back()) records.pop_back();
            amounts.pop_back();
        }
        return taken;
    }

    int highest() {
        return records.empty() ? -1 : records.back();
    }
};
