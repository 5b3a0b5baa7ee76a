require answer.fs
80 constant width
create line width 2 + allot
: next-line ( -- a u flag ) line width stdin read-line throw line -rot ;
: number ( a u -- n ) 0. 2swap >number 2drop drop ;
: upper ( a u -- ) bounds ?do i c@ toupper i c! loop ;
\ a person: figure, length of the name, the name
3 cells 20 + constant /person
create people 100 /person * allot
create order 100 cells allot
variable found
variable sum
: figure ( p -- n ) @ ;
: name ( p -- a u ) cell+ dup cell+ swap @ ;
: before? ( p q -- f )
  2dup figure swap figure 2dup = if 2drop name rot name compare 0 > else < nip nip then ;
: parse-line ( a u -- )
  people found @ /person * + { p }
  2dup bl scan { rest-a rest-u }
  rest-a 1+ rest-u 1- number dup p ! sum +!
  rest-u - dup p cell+ ! p 2 cells + swap move
  p order found @ cells + !
  p name upper
  1 found +! ;
: at ( i -- addr ) cells order + ;
: sort ( -- )
  found @ 1 ?do
    i begin dup 0> if dup at @ over 1- at @ before? else false then while
      dup at @ over 1- at @ 2 pick at ! over 1- at ! 1-
    repeat drop
  loop ;
: fib ( n -- n ) dup 2 < if exit then dup 1- recurse swap 2 - recurse + ;
: counter ( -- ) create 0 , does> 1 over +! @ ;
counter count-up
: times ( n xt -- ) swap 0 ?do dup execute drop loop drop ;
: show ( n -- ) 0 .r cr ;
: main ( -- )
  next-line drop number
  begin next-line while parse-line repeat 2drop
  found @ <> abort" count"
  sort
  found @ 0 ?do i at @ dup name type space figure show loop
  sum @ show 20 fib show
  2 ['] count-up times count-up show answer show ;
main
