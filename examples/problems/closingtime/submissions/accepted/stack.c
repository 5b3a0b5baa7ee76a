#include <stdio.h>

static char kind[1000001];
static int place[1000001];

int main(void) {
    int depth = 0, position = 0, c;
    while ((c = getchar()) != EOF && c != '\n') {
        position++;
        if (c == '(' || c == '[' || c == '{') {
            kind[depth] = (char)c;
            place[depth++] = position;
        } else if (c == ')' || c == ']' || c == '}') {
            char wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
            if (depth == 0 || kind[--depth] != wanted) {
                printf("stray %d\n", position);
                return 0;
            }
        }
    }
    if (depth > 0) printf("open %d\n", place[0]);
    else puts("ok");
    return 0;
}
