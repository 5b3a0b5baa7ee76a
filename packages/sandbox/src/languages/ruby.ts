import { checkEach, interpretedLanguage } from './family/interpreter.ts';

export const language = interpretedLanguage({
  id: 'ruby',
  name: 'Ruby',
  extensions: ['.rb'],
  probe: { argv: ['/usr/bin/ruby', '--version'], pattern: /^ruby (\d[\d.]*\d)/ },
  packages: ['ruby'],
  check: checkEach('/usr/bin/ruby', '--disable=gems', '-c'),
  start: ['/usr/bin/ruby', '--disable=gems', '-I/box'],
  processes: 4,
  editorMode: 'ruby',
  template: 'a, b = gets.split.map(&:to_i)\n',
  hello: "puts 'hello'\n",
  samples: {
    sum: 'puts gets.split.map(&:to_i).sum\n',
    broken: 'def f(\n',
    crash: "raise 'no'\n",
  },
});
