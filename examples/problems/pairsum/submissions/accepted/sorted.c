typedef struct { long long value; int at; } Coupon;

static int by_value(const void *a, const void *b) {
    const Coupon *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

IntArray pair_for(IntArray values, int target) {
    Coupon *coupons = malloc(sizeof *coupons * (size_t)values.size);
    for (int i = 0; i < values.size; i++) coupons[i] = (Coupon){values.data[i], i};
    qsort(coupons, (size_t)values.size, sizeof *coupons, by_value);
    int low = 0, high = values.size - 1;
    while (coupons[low].value + coupons[high].value != target) {
        if (coupons[low].value + coupons[high].value < target) low++;
        else high--;
    }
    IntArray pair = {malloc(2 * sizeof(int)), 2};
    pair.data[0] = coupons[low].at;
    pair.data[1] = coupons[high].at;
    return pair;
}
