create line 202 allot
: take-line ( -- a u flag ) line dup 200 stdin read-line throw ;
: deep ( n -- n ) dup if dup 1- recurse + then ;
: hog begin 1000000 allocate throw 1000000 1 fill again ;
: spin begin again ;
: echo begin take-line while type cr repeat 2drop ;
: main
  take-line drop drop c@ case
    [char] e of echo endof
    [char] d of take-line drop 0. 2swap >number 2drop drop deep 0 .r cr endof
    [char] s of spin endof
    hog
  endcase ;
main
