function deep(n) { return n == 0 ? 0 : n + deep(n - 1) }
NR == 1 { mode = $0 }
mode == "spin" { while (1) x++ }
mode == "hog" { while (1) all[++k] = k "" k }
NR > 1 && mode == "echo"
NR > 1 && mode == "deep" { print deep($1) }
