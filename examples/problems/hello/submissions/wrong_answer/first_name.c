#include <stdio.h>

/* Reads one word only, so that "Grace Hopper" loses her second name. */
int main(void) {
    char name[512];
    if (scanf("%511s", name) != 1) return 1;
    printf("Hello, %s!\n", name);
    return 0;
}
