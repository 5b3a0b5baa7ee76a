/** How programs of some languages are read into tokens; those of one family are compared with each other. */
export type Family = {
  readonly name: string;
  readonly line: readonly string[];
  readonly block: readonly (readonly [open: string, close: string])[];
  readonly quotes: string;
  /** Marks of texts over several lines. */
  readonly long: readonly string[];
  /** `'` stands around one character, and is something else elsewhere. */
  readonly characters: boolean;
  /** Words are the same in capitals. */
  readonly anyCase: boolean;
  readonly keywords: ReadonlySet<string>;
  /** Words for kinds of numbers and texts, which are exchanged for each other to hide something. */
  readonly types: ReadonlySet<string>;
  /** Lines that everybody has. */
  readonly skipped?: RegExp;
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

const C_WORDS =
  'if else for while do switch case default break continue return goto struct union enum typedef sizeof static const void';
const C_TYPES =
  'int long short char float double signed unsigned bool auto size_t int64_t int32_t uint64_t uint32_t string';
const PLAIN: Omit<Family, 'name'> = {
  line: [],
  block: [],
  quotes: '"',
  long: [],
  characters: false,
  anyCase: false,
  keywords: words(
    'if then else elif elseif end for foreach while until do repeat begin case of when switch return break continue next let var val const function func fun def fn proc procedure program lambda in loop match with',
  ),
  types: new Set(),
};
const C: Omit<Family, 'name'> = {
  ...PLAIN,
  line: ['//'],
  block: [['/*', '*/']],
  characters: true,
  types: words(C_TYPES),
};
const HASH: Omit<Family, 'name'> = { ...PLAIN, line: ['#'], quotes: '"\'' };
const DASHES: Omit<Family, 'name'> = { ...PLAIN, line: ['--'], quotes: '"\'' };

const FAMILIES: Readonly<Record<string, Omit<Family, 'name'>>> = {
  c: {
    ...C,
    keywords: words(
      `${C_WORDS} class public private protected template typename namespace using new delete this operator virtual override try catch throw nullptr constexpr inline lambda`,
    ),
    skipped: /^#\s*(include|pragma|import)\b|^using\s+namespace\b|^using\s+\w+\s*=/,
  },
  java: {
    ...C,
    long: ['"""'],
    keywords: words(
      `${C_WORDS} class interface extends implements public private protected new this super try catch finally throw throws import package final instanceof var null true false foreach in out ref using namespace is as async await yield lock get set`,
    ),
    types: words(`${C_TYPES} byte boolean String Integer Long Double Character decimal object Object uint ulong`),
    skipped: /^(import|package|using)\b[^(]*;\s*$/,
  },
  javascript: {
    ...C,
    quotes: '"\'`',
    characters: false,
    keywords: words(
      `${C_WORDS} function class extends new this super try catch finally throw let var of in instanceof typeof async await yield import export from null undefined true false interface type as`,
    ),
    types: words('number string boolean bigint any unknown'),
    skipped: /^(import\b|["']use strict["'])/,
  },
  go: {
    ...C,
    quotes: '"`',
    keywords: words(
      'if else for range switch case default break continue return func type struct interface map chan go defer select var const package import goto nil make append len',
    ),
    types: words('int int8 int16 int32 int64 uint uint8 uint32 uint64 float32 float64 string byte rune bool'),
    skipped: /^(package|import)\b/,
  },
  rust: {
    ...C,
    keywords: words(
      'if else for in while loop match break continue return fn let mut pub struct enum impl trait use mod self Self where as ref move const static type async await dyn unsafe crate',
    ),
    types: words('i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char str String'),
    skipped: /^use\b/,
  },
  kotlin: {
    ...C,
    long: ['"""'],
    keywords: words(
      'if else for in while do when break continue return fun val var class object interface data override private public import package is as null true false this super try catch finally throw companion def extends with trait match case new lazy yield type',
    ),
    types: words('Int Long Short Byte Float Double Boolean Char String Unit'),
    skipped: /^(import|package)\b/,
  },
  python: {
    ...HASH,
    long: ['"""', "'''"],
    keywords: words(
      'if elif else for in while break continue return def class lambda import from as with try except finally raise pass yield global nonlocal and or not is None True False del assert async await match case',
    ),
    skipped: /^(import|from)\b/,
  },
  ruby: {
    ...HASH,
    block: [['=begin', '=end']],
    keywords: words(
      'if elsif else unless end for in while until do break next return def class module lambda proc yield begin rescue ensure raise and or not nil true false self then case when loop each puts',
    ),
    skipped: /^require\b/,
  },
  scripts: {
    ...HASH,
    keywords: words(
      [...PLAIN.keywords, 'my', 'our', 'sub', 'unless', 'foreach', 'use', 'done', 'fi', 'esac', 'set'].join(' '),
    ),
  },
  php: {
    ...C,
    line: ['//', '#'],
    quotes: '"\'',
    characters: false,
    keywords: words(`${C_WORDS} function foreach as echo class new public private global use fn array`),
  },
  pascal: {
    ...PLAIN,
    line: ['//'],
    block: [
      ['{', '}'],
      ['(*', '*)'],
    ],
    quotes: "'",
    anyCase: true,
  },
  lua: { ...DASHES, block: [['--[[', ']]']] },
  haskell: {
    ...DASHES,
    quotes: '"',
    characters: true,
    block: [['{-', '-}']],
    keywords: words('if then else case of let in where do data type class instance import module newtype deriving'),
    skipped: /^(import|module)\b/,
  },
  ml: { ...PLAIN, block: [['(*', '*)']], characters: true },
  lisp: {
    ...PLAIN,
    line: [';'],
    keywords: words('define defun let lambda if cond loop do case when unless begin progn set setq defn fn recur'),
  },
  sql: {
    ...DASHES,
    block: [['/*', '*/']],
    anyCase: true,
    keywords: words(
      'select from where group by order having join left right inner outer on as and or not in exists union all with case when then else end distinct limit insert update delete values create table',
    ),
  },
  percent: { ...PLAIN, line: ['%'] },
  exclamation: { ...PLAIN, line: ['!'], quotes: '"\'', anyCase: true },
  assembly: { ...PLAIN, line: [';', '#'], anyCase: true },
  plain: PLAIN,
};

/** Family of each language that is not read as plain text, by its id. */
const OF: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['c', 'cpp17', 'cpp20', 'cpp23', 'objectivec', 'vala', 'd', 'pike', 'awk'].map((id) => [id, 'c']),
  ),
  ...Object.fromEntries(['java', 'csharp', 'groovy'].map((id) => [id, 'java'])),
  ...Object.fromEntries(['javascript', 'typescript'].map((id) => [id, 'javascript'])),
  ...Object.fromEntries(['kotlin', 'scala'].map((id) => [id, 'kotlin'])),
  ...Object.fromEntries(['python3', 'pypy3'].map((id) => [id, 'python'])),
  ...Object.fromEntries(['bash', 'perl', 'raku', 'tcl', 'r', 'elixir', 'nim'].map((id) => [id, 'scripts'])),
  ...Object.fromEntries(['ocaml', 'sml'].map((id) => [id, 'ml'])),
  ...Object.fromEntries(['scheme', 'racket', 'commonlisp', 'clojure'].map((id) => [id, 'lisp'])),
  ...Object.fromEntries(['erlang', 'prolog', 'octave'].map((id) => [id, 'percent'])),
  ...Object.fromEntries(['assembly', 'nasm'].map((id) => [id, 'assembly'])),
  go: 'go',
  rust: 'rust',
  ruby: 'ruby',
  php: 'php',
  pascal: 'pascal',
  lua: 'lua',
  ada: 'lua',
  haskell: 'haskell',
  sql: 'sql',
  fortran: 'exclamation',
};

/** The family of a language by its id; one that nobody has described is read as words and signs. */
export function familyOf(language: string): Family {
  const name = OF[language] ?? 'plain';
  return { name: name === 'plain' ? `plain ${language}` : name, ...(FAMILIES[name] ?? PLAIN) };
}
