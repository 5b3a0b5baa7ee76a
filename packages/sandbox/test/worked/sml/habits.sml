fun deep 0 = 0 | deep n = n + deep (n - 1)
fun echo () = case TextIO.inputLine TextIO.stdIn of NONE => () | SOME line => (print line; echo ())
fun spin n = spin (1 - n)
fun hog all = hog (Array.array (100000, 1) :: all)
fun main () =
  case valOf (TextIO.inputLine TextIO.stdIn) of
    "echo\n" => echo ()
  | "deep\n" => print (IntInf.toString (deep (valOf (IntInf.fromString (valOf (TextIO.inputLine TextIO.stdIn))))) ^ "\n")
  | "spin\n" => spin 0
  | _ => hog []
