import { nativeLanguage } from './family/native.ts';

/** As polyc links, which says nothing of the stack: the linker would warn each author of it. */
const COMPILE_AND_LINK =
  'polyc -c -o /tmp/program.o "$1" && exec g++ -Wl,-z,notext,-z,noexecstack -s -o program /tmp/program.o -lpolymain -lpolyml -lffi -lm';

export const language = nativeLanguage({
  id: 'sml',
  name: 'Standard ML (Poly/ML)',
  extensions: ['.sml'],
  // The compiler takes 0.4 s to say so; the script that calls it holds the folder it was built in.
  probe: {
    argv: ['/bin/sh', '-c', 'grep -m 1 -o "polyml-[0-9.]*" /usr/bin/polyc || exec /usr/bin/poly -v'],
    pattern: /(?:polyml-|Poly\/ML )(\d[\d.]*\d)/,
  },
  packages: ['polyml', 'libpolyml-dev', 'g++'],
  before: ['/bin/sh', '-c', COMPILE_AND_LINK, 'sh'],
  followsImports: true,
  processes: 8,
  editorMode: 'ocaml',
  template: 'fun main () =\n  ()\n',
  hello: 'fun main () = print "hello\\n"\n',
  samples: {
    sum: 'fun main () =\n  let\n    val line = valOf (TextIO.inputLine TextIO.stdIn)\n    val numbers = List.mapPartial IntInf.fromString (String.tokens Char.isSpace line)\n    val sum = foldl (op +) 0 numbers\n  in\n    print ((if sum < 0 then "-" ^ IntInf.toString (~ sum) else IntInf.toString sum) ^ "\\n")\n  end\n',
    broken: 'fun main () = print 5\n',
    crash: 'fun main () = raise Fail "no"\n',
  },
});
