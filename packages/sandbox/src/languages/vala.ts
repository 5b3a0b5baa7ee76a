import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'vala',
  name: 'Vala',
  extensions: ['.vala'],
  probe: { argv: ['/usr/bin/valac', '--version'], pattern: /^Vala (\S+)/ },
  packages: ['valac', 'libglib2.0-dev', 'gcc'],
  before: ['/usr/bin/valac', '--disable-warnings', '-X', '-O2', '-X', '-w', '-o', 'program'],
  // GLib's own print replaces what is not ASCII by question marks in a program that sets no locale, which nobody does.
  run: () => ({ argv: ['/box/program'], env: { CHARSET: 'UTF-8' } }),
  processes: 4,
  editorMode: 'csharp',
  template: 'void main () {\n    \n}\n',
  hello: 'void main () {\n    print ("hello\\n");\n}\n',
  samples: {
    sum: 'void main () {\n    int64 sum = 0;\n    foreach (var word in stdin.read_line ().split (" ")) sum += int64.parse (word);\n    stdout.printf ("%s\\n", sum.to_string ());\n}\n',
    broken: 'void main () {\n    int x = "no";\n}\n',
    crash: 'int main () {\n    return 3;\n}\n',
  },
});
