main :- read_line_to_string(user_input, Mode), run(Mode).
run("echo") :- read_line_to_string(user_input, Line), ( Line == end_of_file -> true ; writeln(Line), run("echo") ).
run("deep") :- read_line_to_string(user_input, Line), number_string(N, Line), deep(N, Sum), writeln(Sum).
run("spin") :- repeat, fail.
run("hog") :- hog([]).
deep(0, 0) :- !.
deep(N, Sum) :- M is N - 1, deep(M, Rest), Sum is Rest + N.
hog(All) :- numlist(1, 100000, Block), hog([Block | All]).
