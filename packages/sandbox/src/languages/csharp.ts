import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'csharp',
  name: 'C# (Mono)',
  extensions: ['.cs'],
  probe: { argv: ['/usr/bin/mono', '--version'], pattern: /version (\d[\d.]*\d)/ },
  packages: ['mono-mcs', 'mono-runtime', 'libmono-system-core4.0-cil', 'libmono-system-numerics4.0-cil'],
  hostPaths: ['/etc/mono'],
  before: ['/usr/bin/mcs', '-optimize+', '-warn:0', '-r:System.Numerics', '-out:program.exe'],
  compileLimits: { cpuMs: 20_000, wallMs: 60_000 },
  artifact: 'program.exe',
  run: () => ({ argv: ['/usr/bin/mono', '/box/program.exe'] }),
  processes: 32,
  editorMode: 'csharp',
  template: 'using System;\nusing System.Linq;\n\nclass Program {\n    static void Main() {\n        \n    }\n}\n',
  hello: 'using System;\nclass Program { static void Main() { Console.WriteLine("hello"); } }\n',
  samples: {
    sum: "using System;\nusing System.Linq;\nclass Program { static void Main() { Console.WriteLine(Console.ReadLine().Split(' ').Select(long.Parse).Sum()); } }\n",
    broken: 'class Program { static void Main() { int x = "no"; } }\n',
    crash: 'class Program { static void Main() { throw new System.Exception("no"); } }\n',
  },
});
