interp recursionlimit {} 200000
proc deep n { if {$n == 0} { return 0 }; expr {$n + [deep [expr {$n - 1}]]} }
switch [gets stdin] {
    echo { while {[gets stdin line] >= 0} { puts $line } }
    deep { puts [deep [gets stdin]] }
    spin { while 1 {} }
    hog { set all {}; while 1 { lappend all [string repeat x 1000000] } }
}
