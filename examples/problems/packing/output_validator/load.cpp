// Called and answering as testlib's checkers do, without the library: checker input output answer.
#include <cstdio>
#include <fstream>
#include <set>
#include <vector>

enum { ACCEPTED = 0, WRONG = 1, UNREADABLE = 2, BROKEN = 3, POINTS = 7 };

int main(int, char** argv) {
    std::ifstream input(argv[1]), output(argv[2]), answer(argv[3]);
    long long n, limit, best, load = 0, number;
    input >> n >> limit;
    std::vector<long long> weight(n);
    for (auto& each : weight) input >> each;
    if (!(answer >> best) || best <= 0) {
        fprintf(stderr, "the answer holds no load\n");
        return BROKEN;
    }
    std::set<long long> chosen;
    while (output >> number) {
        if (number < 1 || number > n || !chosen.insert(number).second) {
            fprintf(stderr, "%lld is no parcel, or there twice\n", number);
            return WRONG;
        }
        load += weight[number - 1];
    }
    if (!output.eof()) {
        fprintf(stderr, "not a number\n");
        return UNREADABLE;
    }
    if (load > limit) {
        fprintf(stderr, "%lld kg are too heavy\n", load);
        return WRONG;
    }
    if (load == best) return ACCEPTED;
    fprintf(stderr, "points %.4f %lld of %lld kg\n", 20.0 * load / best, load, best);
    return POINTS;
}
