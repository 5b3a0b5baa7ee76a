identification division.
program-id. habits.
environment division.
input-output section.
file-control.
    select people-file assign to keyboard organization line sequential.
    select out-file assign to display organization line sequential.
data division.
file section.
fd people-file.
01 line-in pic x(200).
fd out-file.
01 line-out pic x(200).
working-storage section.
01 mode-word pic x(10).
01 n pic 9(9).
01 at-end pic x value "n".
01 block-ptr usage pointer.
01 total pic s9(18) comp-5 value 0.
01 shown pic z(17)9.
procedure division.
    open input people-file.
    read people-file.
    move line-in to mode-word.
    evaluate mode-word
    when "echo"
        open output out-file
        perform until at-end = "y"
            read people-file at end move "y" to at-end
            not at end write line-out from line-in
            end-read
        end-perform
        close out-file
    when "deep"
        read people-file
        compute n = function numval(line-in)
        call "deep" using n total
        move total to shown
        display function trim(shown)
    when "spin"
        perform until at-end = "y" continue end-perform
    when other
        perform until at-end = "y"
            allocate 1000000 characters initialized returning block-ptr
        end-perform
    end-evaluate.
    stop run.
end program habits.

identification division.
program-id. deep is recursive.
data division.
local-storage section.
01 rest-n pic 9(9).
linkage section.
01 n pic 9(9).
01 total pic s9(18) comp-5.
procedure division using n total.
    if n > 0
        compute rest-n = n - 1
        call "deep" using rest-n total
        add n to total
    end-if.
    goback.
end program deep.
