-module(main).
-export([main/0]).
-record(person, {name :: string(), figure :: integer()}).
loud(#person{name = Name}) -> string:uppercase(Name).
parse(Line) ->
    [Name, Figure] = string:lexemes(Line, " \n"),
    #person{name = Name, figure = list_to_integer(Figure)}.
read() ->
    case io:get_line("") of
        eof -> [];
        Line -> [parse(Line) | read()]
    end.
fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).
counter(N) ->
    receive {Who, count} -> Who ! {count, N + 1}, counter(N + 1) end.
main() ->
    N = list_to_integer(string:trim(io:get_line(""))),
    All = read(),
    N = length(All),
    Sorted = lists:sort(fun(A, B) -> {-A#person.figure, A#person.name} =< {-B#person.figure, B#person.name} end, All),
    [io:format("~s ~b~n", [loud(P), P#person.figure]) || P <- Sorted],
    By = maps:from_list([{P#person.name, P#person.figure} || P <- All]),
    Counter = spawn(fun() -> counter(0) end),
    Count = fun() -> Counter ! {self(), count}, receive {count, K} -> K end end,
    Count(), Count(),
    [io:format("~b~n", [X]) || X <- [lists:sum(maps:values(By)), fib(20), Count(), answer:answer(), 1 bsl 100]].
