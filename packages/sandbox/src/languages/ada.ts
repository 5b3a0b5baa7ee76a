import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'ada',
  name: 'Ada',
  extensions: ['.adb', '.ads', '.ada'],
  probe: { argv: ['/usr/bin/gnatmake', '--version'], pattern: /^GNATMAKE (\d+\.\d+\.\d+)/ },
  packages: ['gnat'],
  // The compiler wants a unit in a file of its name.
  sourceName: (content) => `${/^\s*procedure\s+(\w+)/im.exec(content)?.[1]?.toLowerCase() ?? 'main'}.adb`,
  before: ['/usr/bin/gnatmake', '-q', '-O2', '-o', 'program'],
  compiles: ['.adb'],
  followsImports: true,
  after: ['-bargs', '-static', '-largs', '-static', '-s'],
  editorMode: 'ada',
  template: 'with Ada.Text_IO; use Ada.Text_IO;\n\nprocedure Main is\nbegin\n   null;\nend Main;\n',
  hello: 'with Ada.Text_IO;\nprocedure Greet is\nbegin\n   Ada.Text_IO.Put_Line ("hello");\nend Greet;\n',
  samples: {
    sum: 'with Ada.Long_Long_Integer_Text_IO; use Ada.Long_Long_Integer_Text_IO;\nprocedure Main is\n   A, B : Long_Long_Integer;\nbegin\n   Get (A); Get (B); Put (A + B, Width => 1);\nend Main;\n',
    broken: 'procedure Main is\nbegin\n   X := 1;\nend Main;\n',
    crash: 'procedure Main is\nbegin\n   raise Program_Error;\nend Main;\n',
  },
});
