-module(main).
-export([main/0]).
deep(0) -> 0;
deep(N) -> N + deep(N - 1).
spin(N) -> spin(N + 1).
hog(All) -> hog([lists:duplicate(100000, 1) | All]).
echo() ->
    case io:get_line("") of
        eof -> ok;
        Line -> io:put_chars(Line), echo()
    end.
main() ->
    ok = io:setopts([binary]),
    case string:trim(io:get_line("")) of
        <<"echo">> -> echo();
        <<"deep">> -> {ok, [N]} = io:fread("", "~d"), io:format("~b~n", [deep(N)]);
        <<"spin">> -> spin(0);
        <<"hog">> -> hog([])
    end.
