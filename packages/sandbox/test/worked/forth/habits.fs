create line 202 allot
: next-line ( -- a u flag ) line dup 200 stdin read-line throw ;
: deep ( n -- n ) dup if dup 1- recurse + then ;
: hog begin 1000000 allocate throw 1000000 1 fill again ;
: spin begin again ;
: echo begin next-line while type cr repeat 2drop ;
: main
  next-line drop drop c@ case
    [char] e of echo endof
    [char] d of next-line drop 0. 2swap >number 2drop drop deep 0 .r cr endof
    [char] s of spin endof
    hog
  endcase ;
main
