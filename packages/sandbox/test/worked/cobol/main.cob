identification division.
program-id. solution.
environment division.
input-output section.
file-control.
    select people-file assign to keyboard organization line sequential.
data division.
file section.
fd people-file.
01 line-in pic x(80).
working-storage section.
01 n pic 9(4).
01 people.
   03 person occurs 1 to 100 times depending on found.
      05 figure pic 9(6).
      05 nm pic x(20).
01 found pic 9(4) value 0.
01 at-end pic x value "n".
01 word-a pic x(20).
01 word-b pic x(20).
01 i pic 9(4).
01 total pic 9(9) value 0.
01 shown pic z(30)9.
01 a pic 9(9) value 0.
01 b pic 9(9) value 1.
01 c pic 9(9).
01 counted pic 9 value 0.
01 reply pic 9(4) comp-5.
procedure division.
    open input people-file.
    read people-file.
    compute n = function numval(line-in).
    perform until at-end = "y"
        read people-file at end move "y" to at-end
        not at end
            add 1 to found
            unstring line-in delimited by all space into word-a word-b
            move function upper-case(word-a) to nm(found)
            compute figure(found) = function numval(word-b)
            add figure(found) to total
        end-read
    end-perform.
    close people-file.
    if found not = n stop run returning 1.
    sort person on descending key figure on ascending key nm.
    perform varying i from 1 by 1 until i > found
        move figure(i) to shown
        display function trim(nm(i)) " " function trim(shown)
    end-perform.
    move total to shown. perform show.
    perform 19 times
        add a to b giving c
        move b to a
        move c to b
    end-perform.
    move b to shown. perform show.
    perform 3 times perform tick end-perform.
    move counted to shown. perform show.
    call "answer" using reply.
    move reply to shown. perform show.
    stop run.
tick.
    add 1 to counted.
show.
    display function trim(shown).
