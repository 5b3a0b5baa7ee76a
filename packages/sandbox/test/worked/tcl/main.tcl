source [file join [file dirname [info script]] answer.tcl]
oo::class create Person {
    variable name figure
    constructor {n f} { set name $n; set figure $f }
    method loud {} { string toupper $name }
    method name {} { set name }
    method figure {} { set figure }
}
proc before {a b} {
    if {[$a figure] != [$b figure]} { return [expr {[$b figure] - [$a figure]}] }
    string compare [$a name] [$b name]
}
proc fib n { expr {$n < 2 ? $n : [fib [expr {$n - 1}]] + [fib [expr {$n - 2}]]} }
proc counter {} { set k 0; while 1 { yield [incr k] } }
coroutine count apply {{} { yield; set k 0; while 1 { yield [incr k] } }}
set n [gets stdin]
set all {}
while {[gets stdin line] >= 0} {
    lassign [split $line] name figure
    lappend all [Person new $name $figure]
    dict set by $name $figure
}
if {[llength $all] != $n} { error count }
foreach p [lsort -command before $all] { puts "[$p loud] [$p figure]" }
puts [::tcl::mathop::+ {*}[dict values $by]]
puts [fib 20]
count; count
puts [count]
puts [answer]
puts [expr {2 ** 100}]
