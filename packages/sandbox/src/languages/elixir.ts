import { BEAM } from './family/beam.ts';
import { interpretedLanguage } from './family/interpreter.ts';

const CHECK = 'for file <- System.argv(), do: Code.string_to_quoted!(File.read!(file), file: file)';
const ENV = { ELIXIR_ERL_OPTIONS: BEAM.join(' '), ERL_CRASH_DUMP_BYTES: '0' } as const;

export const language = interpretedLanguage({
  id: 'elixir',
  name: 'Elixir',
  extensions: ['.exs', '.ex'],
  probe: {
    argv: ['/bin/sh', '-c', 'grep -o "vsn,\\"[^\\"]*" /usr/lib/elixir/lib/elixir/ebin/elixir.app'],
    pattern: /(\d[\d.]*)/,
  },
  packages: ['elixir'],
  check: ['/usr/bin/elixir', '-e', CHECK, '--'],
  start: ['/usr/bin/elixir'],
  env: ENV,
  processes: 48,
  editorMode: 'elixir',
  template: '[a, b] = IO.gets("") |> String.split() |> Enum.map(&String.to_integer/1)\n',
  hello: 'IO.puts("hello")\n',
  samples: {
    sum: 'IO.gets("") |> String.split() |> Enum.map(&String.to_integer/1) |> Enum.sum() |> IO.puts()\n',
    broken: 'defmodule A do\n',
    crash: 'raise "no"\n',
  },
});
