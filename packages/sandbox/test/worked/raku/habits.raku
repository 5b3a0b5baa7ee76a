sub deep(Int $n) { $n == 0 ?? 0 !! $n + deep($n - 1) }
given get() {
    when 'echo' { .say for lines }
    when 'deep' { say deep(get.Int) }
    when 'spin' { loop { } }
    when 'hog' { my @all; loop { @all.push: 'x' x 1000000 ~ @all.elems } }
}
