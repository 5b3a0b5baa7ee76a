identification division.
program-id. answer.
data division.
linkage section.
01 reply pic 9(4) comp-5.
procedure division using reply.
    move 42 to reply.
    goback.
end program answer.
