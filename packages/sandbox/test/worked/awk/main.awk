@include "answer.awk"
function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) }
function count() { return ++counted }
function before(i1, v1, i2, v2) { return v1 != v2 ? v2 - v1 : i1 < i2 ? -1 : i1 > i2 }
function twice(act) { @act(); @act() }
NR == 1 { n = $1; next }
{ figure[$1] = $2; all++ }
END {
    if (all != n) exit 1
    m = asorti(figure, names, "before")
    for (i = 1; i <= m; i++) printf "%s %d\n", toupper(names[i]), figure[names[i]]
    for (name in figure) sum += figure[name]
    twice("count")
    print sum; print fib(20); print count(); print answer()
}
