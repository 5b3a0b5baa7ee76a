use "answer.sml";
type person = { name : string, figure : int }
fun parse line : person =
  case String.tokens Char.isSpace line of
    [name, figure] => { name = name, figure = valOf (Int.fromString figure) }
  | _ => raise Fail "line"
fun readAll () = case TextIO.inputLine TextIO.stdIn of NONE => [] | SOME line => parse line :: readAll ()
fun before (a : person, b : person) =
  if #figure a <> #figure b then #figure a > #figure b else #name a < #name b
fun insert (p, []) = [p]
  | insert (p, q :: rest) = if before (p, q) then p :: q :: rest else q :: insert (p, rest)
fun fib n = if n < 2 then n else fib (n - 1) + fib (n - 2)
fun counter () = let val n = ref 0 in fn () => (n := !n + 1; !n) end
fun main () =
  let
    val n = valOf (Int.fromString (valOf (TextIO.inputLine TextIO.stdIn)))
    val all = readAll ()
    val _ = if length all = n then () else raise Fail "count"
    val count = counter ()
  in
    app (fn { name, figure } => print (String.map Char.toUpper name ^ " " ^ Int.toString figure ^ "\n")) (foldl insert [] all);
    ignore (count ()); ignore (count ());
    app (fn k => print (Int.toString k ^ "\n")) [foldl (fn (p : person, s) => #figure p + s) 0 all, fib 20, count (), Answer.answer];
    print (IntInf.toString (IntInf.pow (2, 100)) ^ "\n")
  end
