import { expect, test } from 'vitest';
import { tryLanguage } from '../src/dev/try-language.ts';
import { readLanguageCatalog } from '../src/language-catalog.ts';
import { MIB } from '../src/backend.ts';
import { ALL_LANGUAGES, onEachBackend } from './backends.ts';
import { WORKED_FILES } from './worked-files.ts';
import { WORKED, WORKED_INPUT, workedOutput } from './worked-programs.ts';

const catalog = await readLanguageCatalog();
const CORE = [...catalog.values()].filter(({ core }) => core === true).map(({ id }) => id);
// oxlint-disable-next-line node/no-process-env -- a switch of the test run: the Docker boxes must have every language
const REQUIRE_ALL = process.env['DOCKET_REQUIRE_LANGUAGES'] === 'all';

/** Programs of several files, each of which prints 42: the main one first, what it uses by the language's own means after it. */
const SEVERAL: Readonly<Record<string, readonly (readonly [name: string, content: string])[]>> = {
  ada: [
    [
      'main.adb',
      'with Answer;\nwith Ada.Integer_Text_IO;\nprocedure Main is\nbegin\n   Ada.Integer_Text_IO.Put (Answer, Width => 1);\nend Main;\n',
    ],
    ['answer.adb', 'function Answer return Integer is\nbegin\n   return 42;\nend Answer;\n'],
    ['answer.ads', 'function Answer return Integer;\n'],
  ],
  csharp: [
    ['Main.cs', 'class Program { static void Main() { System.Console.Write(Answer.Value); } }'],
    ['Answer.cs', 'static class Answer { public const int Value = 42; }'],
  ],
  erlang: [
    ['main.erl', '-module(main).\n-export([main/0]).\nmain() -> io:format("~w", [answer:answer()]).\n'],
    ['answer.erl', '-module(answer).\n-export([answer/0]).\nanswer() -> 42.\n'],
  ],
  go: [
    ['main.go', 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Print(answer()) }\n'],
    ['answer.go', 'package main\n\nfunc answer() int { return 42 }\n'],
  ],
  haskell: [
    ['Main.hs', 'import Answer\nmain :: IO ()\nmain = putStr (show answer)\n'],
    ['Answer.hs', 'module Answer where\nanswer :: Int\nanswer = 42\n'],
  ],
  kotlin: [
    ['main.kt', 'fun main() { print(answer()) }\n'],
    ['answer.kt', 'fun answer() = 42\n'],
  ],
  lua: [
    ['main.lua', 'io.write((require("answer")))\n'],
    ['answer.lua', 'return 42\n'],
  ],
  ocaml: [
    ['main.ml', 'let () = print_int Answer.answer\n'],
    ['answer.ml', 'let answer = 42\n'],
  ],
  pascal: [
    ['main.pas', 'program main;\nuses answers;\nbegin\n  write(answer);\nend.\n'],
    ['answers.pas', 'unit answers;\ninterface\nconst answer = 42;\nimplementation\nend.\n'],
  ],
  perl: [
    ['main.pl', 'use Answer;\nprint Answer::answer();\n'],
    ['Answer.pm', 'package Answer;\nsub answer { 42 }\n1;\n'],
  ],
  python3: [
    ['main.py', 'from answer import answer\nprint(answer, end="")\n'],
    ['answer.py', 'answer = 42\n'],
  ],
  racket: [
    ['main.rkt', '#lang racket/base\n(require "answer.rkt")\n(display answer)\n'],
    ['answer.rkt', '#lang racket/base\n(provide answer)\n(define answer 42)\n'],
  ],
  ruby: [
    ['main.rb', "require_relative 'answer'\nprint ANSWER\n"],
    ['answer.rb', 'ANSWER = 42\n'],
  ],
  rust: [
    ['main.rs', 'mod answer;\nfn main() { print!("{}", answer::ANSWER); }\n'],
    ['answer.rs', 'pub const ANSWER: i32 = 42;\n'],
  ],
  scheme: [
    ['main.scm', '(use-modules (answer))\n(display answer)\n'],
    ['answer.scm', '(define-module (answer) #:export (answer))\n(define answer 42)\n'],
  ],
};

test('every language has a program like those that people write', () => {
  expect(Object.keys({ ...WORKED, ...WORKED_FILES }).toSorted()).toEqual([...catalog.keys()].toSorted());
});

onEachBackend(
  'languages',
  1,
  (bench) => {
    test(
      'the core set is offered from the start, measured, with versions; no language is before it is measured',
      { timeout: 300_000 },
      async () => {
        const offered = await bench.sandbox().languages();
        expect(offered.map(({ id }) => id)).toEqual(expect.arrayContaining(CORE));
        for (const { version, floor } of offered) {
          expect(version).toMatch(/^\d/);
          expect(floor?.cpuMs).toBeGreaterThan(0);
          expect(floor?.memoryBytes).toBeGreaterThan(0);
        }
        const found = Object.keys(bench.sandbox().describe().versions);
        // Measuring all of them takes longer than the core set: some are found and not offered yet.
        if (found.length > 2 * CORE.length) expect(offered.length).toBeLessThan(found.length);
      },
    );

    // Compiled five times; Kotlin and Scala take seconds each.
    test.for([...catalog.values()])(
      '$id: hello, a sum of what it reads, a failure and a compile error',
      { timeout: 120_000 },
      async (spec, { skip }) => {
        const { sandbox } = bench;
        const mustBeHere = CORE.includes(spec.id) || (REQUIRE_ALL && sandbox().backend === 'docker');
        skip(!mustBeHere && sandbox().describe().versions[spec.id] === undefined, 'not installed here');
        expect((await tryLanguage(sandbox(), spec)).complaints).toEqual([]);
      },
    );

    test.for(Object.entries(SEVERAL))(
      '%s: several files, the main one found by its name',
      async ([id, files], { skip }) => {
        skip(bench.sandbox().describe().versions[id] === undefined, 'not installed here');
        // In an order that does not help.
        const sources = files.map(([name, content]) => ({ name, content })).toReversed();
        const outcome = await bench.sandbox().compile(id, sources);
        if (outcome.kind === 'failed') throw new Error(outcome.log);
        const [result] = await bench.runAll(outcome.artifact, [{}]);
        expect(result?.stdout.toString().trim()).toBe('42');
      },
    );

    test.for(Object.entries({ ...WORKED, ...WORKED_FILES }))(
      '%s: a program like those that people write',
      { timeout: 120_000 },
      async ([id, program], { skip }) => {
        skip(bench.sandbox().describe().versions[id] === undefined, 'not installed here');
        const files = program.files.map(([name, content]) => ({ name, content }));
        // In an order that does not help, and with files that are no sources.
        const beside = [
          { name: 'notes.txt', content: 'not { a source' },
          { name: 'data/table.csv', content: 'a,b' },
        ];
        const outcome = await bench.sandbox().compile(id, [...beside, ...files.toReversed()]);
        if (outcome.kind === 'failed') throw new Error(outcome.log);
        const limits = { memoryBytes: 512 * MIB, cpuMs: 10_000, wallMs: 30_000, processes: 64 };
        const [result] = await bench.runAll(outcome.artifact, [{ stdin: WORKED_INPUT, limits }]);
        expect(result?.stdout.toString(), `${result?.stderr} ${JSON.stringify(result?.evidence)}`).toBe(
          workedOutput(program),
        );
      },
    );

    test.for<[string, [string, string][]]>([
      [
        'pascal',
        [
          ['answers.pas', 'unit answers;\ninterface\nconst answer = 42;\nimplementation\nend.\n'],
          ['solve.pas', 'program solve;\nuses answers;\nbegin\n  write(answer);\nend.\n'],
        ],
      ],
      [
        'prolog',
        [
          ['facts.pl', 'answer(42).\n'],
          ['solve.pl', ':- consult(facts).\nmain :- answer(X), write(X).\n'],
        ],
      ],
      [
        'rust',
        [
          ['answer.rs', 'pub const ANSWER: i32 = 42;\n'],
          ['solve.rs', 'mod answer;\nfn main() { print!("{}", answer::ANSWER); }\n'],
        ],
      ],
      [
        'haskell',
        [
          ['Answer.hs', 'module Answer where\nanswer :: Int\nanswer = 42\n'],
          ['Solve.hs', 'import Answer\nmain :: IO ()\nmain = putStr (show answer)\n'],
        ],
      ],
      [
        'assembly',
        [
          [
            'solve.s',
            '.globl _start\n.text\n_start: mov $1, %eax\nmov $1, %edi\nlea text(%rip), %rsi\nmov $2, %edx\nsyscall\nmov $60, %eax\nxor %edi, %edi\nsyscall\n.section .rodata\ntext: .ascii "42"\n',
          ],
        ],
      ],
      [
        'nasm',
        [
          [
            'solve.asm',
            'global _start\nsection .text\n_start:\nmov eax, 1\nmov edi, 1\nlea rsi, [rel text]\nmov edx, 2\nsyscall\nmov eax, 60\nxor edi, edi\nsyscall\nsection .rodata\ntext: db "42"\n',
          ],
        ],
      ],
    ])('%s: what is to be started says so itself', async ([id, files], { skip }) => {
      skip(bench.sandbox().describe().versions[id] === undefined, 'not installed here');
      const outcome = await bench.sandbox().compile(
        id,
        files.map(([name, content]) => ({ name, content })),
      );
      if (outcome.kind === 'failed') throw new Error(outcome.log);
      const [result] = await bench.runAll(outcome.artifact, [{}]);
      expect(result?.stdout.toString().trim()).toBe('42');
    });

    test('files of which none is a source are a compile error that says which endings are', async () => {
      const files = ['notes.txt', 'more.txt'].map((name) => ({ name, content: 'x' }));
      for (const [id, ending] of [
        ['c', '.c'],
        ['java', '.java'],
        ['typescript', '.ts or .mts or .cts'],
      ] as const)
        expect(await bench.sandbox().compile(id, files)).toMatchObject({
          kind: 'failed',
          log: expect.stringContaining(ending),
        });
    });

    test('an unknown language is refused by name', async () => {
      await expect(bench.sandbox().compile('cobol85', [{ name: 'x', content: '' }])).rejects.toThrow(/cobol85/);
    });

    test('a byte order mark, CRLF and non-ASCII text do no harm', async () => {
      expect(
        (
          await bench.judge(
            'java',
            '\uFEFFpublic class Grüße {\r\n public static void main(String[] a) {\r\n System.out.print("ok");\r\n }\r\n}\r\n',
          )
        ).stdout.toString(),
      ).toBe('ok');
      expect((await bench.judge('python3', '\uFEFFprint("grüße")\r\n')).stdout.toString()).toBe('grüße\n');
    });

    test('several files: names with spaces and non-ASCII letters are kept', async () => {
      const outcome = await bench.sandbox().compile('cpp17', [
        { name: 'main.cpp', content: '#include "my helper ü.h"\nint main() { return answer(); }' },
        { name: 'my helper ü.h', content: 'int answer();' },
        { name: 'my helper.cpp', content: '#include "my helper ü.h"\nint answer() { return 42; }' },
      ]);
      if (outcome.kind === 'failed') throw new Error(outcome.log);
      const [result] = await bench.runAll(outcome.artifact, [{}]);
      expect(result?.evidence.exit).toEqual({ kind: 'exited', code: 42 });
    });

    test.each([['-o.c'], ['../x.c'], ['a/../../x.c'], ['.hidden.c'], ['/etc/x.c'], ['a\0.c'], ['']])(
      'the file name %j is refused',
      async (name) => {
        const outcome = await bench.sandbox().compile('c', [
          { name: 'main.c', content: 'int main(void) { return 0; }' },
          { name, content: '' },
        ]);
        expect(outcome).toMatchObject({ kind: 'failed', log: expect.stringContaining('file name') });
      },
    );

    test('an empty program is a compile error where a language says so, and empty output elsewhere', async () => {
      expect((await bench.sandbox().compile('c', [{ name: 'x', content: '' }])).kind).toBe('failed');
      expect((await bench.sandbox().compile('java', [{ name: 'x', content: '' }])).kind).toBe('failed');
      expect((await bench.judge('python3', '')).stdout).toHaveLength(0);
    });
  },
  ALL_LANGUAGES,
);
