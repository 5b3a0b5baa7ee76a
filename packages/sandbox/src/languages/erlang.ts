import { mainSource, sourcePaths } from './family/sources.ts';
import { BEAM } from './family/beam.ts';
import type { LanguageSpec } from './language.ts';

/** Calls `main/0` of the module its argument names; what it throws is told and ends the program with status 1. */
const START =
  'try (list_to_atom(hd(init:get_plain_arguments()))):main(), halt(0) catch C:R:S -> io:format(standard_error, "~p: ~p~n~p~n", [C, R, S]), halt(1) end.';

export const language: LanguageSpec = {
  id: 'erlang',
  name: 'Erlang',
  extensions: ['.erl'],
  probe: { argv: ['/bin/sh', '-c', 'cat /usr/lib/erlang/releases/*/OTP_VERSION'], pattern: /^(\d[\d.]*)/ },
  packages: ['erlang-base'],
  // The compiler wants a module in a file of its name.
  sourceName: (content) => `${/^\s*-module\(\s*'?([A-Za-z]\w*)/m.exec(content)?.[1] ?? 'main'}.erl`,
  compile: (sources) => ({
    argv: ['/bin/sh', '-c', 'mkdir out && exec erlc -o out "$@"', 'sh', ...sourcePaths(sources, ['.erl'])],
    env: { ERL_COMPILER_OPTIONS: '[]', ERL_FLAGS: BEAM.join(' ') },
  }),
  artifact: 'out',
  entry: (files) => /([^/]+)\.beam$/.exec(mainSource(files, ['.beam'])?.name ?? '')?.[1],
  run: ({ entry }) => ({
    argv: [
      '/usr/bin/erl',
      ...BEAM,
      '-noshell',
      '-boot',
      'no_dot_erlang',
      '-pa',
      '/box/out',
      '-eval',
      START,
      '-extra',
      entry,
    ],
    env: { ERL_CRASH_DUMP_BYTES: '0' },
  }),
  processes: 48,
  editorMode: 'erlang',
  // Without it, each line that is read takes a third of a millisecond.
  template: '-module(main).\n-export([main/0]).\n\nmain() ->\n    ok = io:setopts([binary]),\n    ok.\n',
  hello: '-module(main).\n-export([main/0]).\nmain() -> io:format("hello~n").\n',
  samples: {
    sum: '-module(adder).\n-export([main/0]).\nmain() -> {ok, [A, B]} = io:fread("", "~d ~d"), io:format("~w~n", [A + B]).\n',
    broken: '-module(main).\n-export([main/0]).\nmain() -> .\n',
    crash: '-module(main).\n-export([main/0]).\nmain() -> error(no).\n',
  },
};
