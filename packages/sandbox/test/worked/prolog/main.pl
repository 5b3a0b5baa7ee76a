:- use_module(answer).
:- use_module(library(readutil)).
:- use_module(library(yall)).

lines(Lines) :- read_line_to_string(user_input, Line),
    ( Line == end_of_file -> Lines = [] ; Lines = [Line | Rest], lines(Rest) ).
person(Line, person(Name, Figure)) :- split_string(Line, " ", "", [Name, F]), number_string(Figure, F).
before(Order, person(N1, F1), person(N2, F2)) :- compare(Order, F2-N1, F1-N2).
fib(N, N) :- N < 2, !.
fib(N, F) :- A is N - 1, B is N - 2, fib(A, X), fib(B, Y), F is X + Y.
count(K) :- nb_getval(counter, C), K is C + 1, nb_setval(counter, K).

main :-
    read_line_to_string(user_input, First), number_string(N, First),
    lines(Lines), maplist(person, Lines, All), length(All, N),
    predsort(before, All, Sorted),
    forall(member(person(Name, Figure), Sorted), (string_upper(Name, Loud), format("~w ~d~n", [Loud, Figure]))),
    foldl([person(Name, Figure), Before, After]>>put_assoc(Name, Before, Figure, After), All, t, By),
    assoc_to_values(By, Values), sum_list(Values, Sum), writeln(Sum),
    fib(20, Fib), writeln(Fib),
    nb_setval(counter, 0), count(_), count(_), count(K), writeln(K),
    answer(Answer), writeln(Answer),
    Big is 2 ** 100, writeln(Big).
