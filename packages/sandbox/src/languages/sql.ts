import type { Argv, LanguageSpec } from './language.ts';

/** Lines of the input are the rows of `input(line)`, in order of `rowid`: no character of them separates or quotes. Empty ones are left out. */
const LOAD_INPUT: Argv = [
  '/usr/bin/sqlite3',
  '-batch',
  '-bail',
  ':memory:',
  'CREATE TABLE input(line TEXT)',
  '.mode ascii',
  '.separator "\\037" "\\n"',
  '.import /dev/stdin input',
  '.mode list',
  '.separator " " "\\n"',
];

export const language: LanguageSpec = {
  id: 'sql',
  name: 'SQL (SQLite)',
  extensions: ['.sql'],
  probe: { argv: ['/usr/bin/sqlite3', '--version'], pattern: /^(\d[\d.]*\d)/ },
  packages: ['sqlite3'],
  sourceName: () => 'main.sql',
  run: ({ entry }) => ({ argv: [...LOAD_INPUT, `.read /box/${entry}`] }),
  editorMode: 'sql',
  template:
    '-- Each line of the input is a row of input(line), numbered by rowid.\nSELECT line FROM input ORDER BY rowid;\n',
  hello: "SELECT 'hello';\n",
  samples: {
    sum: "SELECT substr(line, 1, instr(line, ' ')) + substr(line, instr(line, ' ')) FROM input;\n",
    crash: 'SELECT abs(-9223372036854775807 - 1);\n',
  },
};
