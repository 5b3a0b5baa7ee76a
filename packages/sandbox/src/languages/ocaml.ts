import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'ocaml',
  name: 'OCaml',
  extensions: ['.ml'],
  probe: { argv: ['/usr/bin/ocamlopt', '-version'], pattern: /^(\d\S+)/ },
  packages: ['ocaml-nox', 'libc6-dev'],
  before: ['/usr/bin/ocamlopt', '-O3', '-o', 'program', 'unix.cmxa', 'str.cmxa'],
  editorMode: 'ocaml',
  template: 'let () =\n  ()\n',
  hello: 'let () = print_endline "hello"\n',
  samples: {
    sum: 'let () = Scanf.scanf " %d %d" (fun a b -> Printf.printf "%d\\n" (a + b))\n',
    broken: 'let () = print_endline 5\n',
    crash: 'let () = failwith "no"\n',
  },
});
