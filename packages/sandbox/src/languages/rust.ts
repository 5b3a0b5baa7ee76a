import { nativeLanguage } from './family/native.ts';

export const language = nativeLanguage({
  id: 'rust',
  name: 'Rust',
  extensions: ['.rs'],
  probe: { argv: ['/usr/bin/rustc', '--version'], pattern: /^rustc (\S+)/ },
  packages: ['rustc', 'libc6-dev'],
  before: [
    '/usr/bin/rustc',
    '--edition=2021',
    '-O',
    '-C',
    'target-feature=+crt-static',
    '-C',
    'strip=symbols',
    '-o',
    'program',
  ],
  followsImports: true,
  mainSays: /^\s*(?:pub\s+)?fn\s+main\b/m,
  compileLimits: { cpuMs: 20_000, wallMs: 60_000 },
  editorMode: 'rust',
  template:
    'use std::io::{self, Read};\n\nfn main() {\n    let mut input = String::new();\n    io::stdin().read_to_string(&mut input).unwrap();\n    \n}\n',
  hello: 'fn main() {\n    println!("hello");\n}\n',
  samples: {
    sum: 'fn main() {\n    let mut line = String::new();\n    std::io::stdin().read_line(&mut line).unwrap();\n    let sum: i64 = line.split_whitespace().map(|w| w.parse::<i64>().unwrap()).sum();\n    println!("{}", sum);\n}\n',
    broken: 'fn main() { let x: i32 = "no"; }\n',
    crash: 'fn main() { panic!("no"); }\n',
  },
});
