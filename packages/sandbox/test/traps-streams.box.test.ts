import { expect } from 'vitest';
import { MIB } from '../src/backend.ts';
import { c, clean, says, stopped, declareTraps, type Trap } from './traps.ts';

const TRAPS: readonly Trap[] = [
  {
    name: 'flood of standard output',
    language: 'c',
    code: c('char b[65536]; memset(b, 120, sizeof b); for (;;) write(1, b, sizeof b);'),
    expect: (ran) => {
      stopped('output')(ran);
      expect(ran.stdout).toHaveLength(MIB);
    },
  },
  {
    name: 'one endless line',
    language: 'python3',
    code: 'while True: print("x" * 1000, end="")',
    expect: (ran) => {
      stopped('output')(ran);
      expect(ran.stdout.toString()).toMatch(/^x{1048576}$/);
    },
  },
  {
    name: 'flood of standard error',
    language: 'c',
    code: c(
      'for (int i = 0; i < 200000; i++) fputs("0123456789012345678901234567890123456789012345678\\n", stderr); return 0;',
    ),
    options: { limits: { cpuMs: 5000 } },
    expect: (ran) => {
      clean(ran);
      expect(ran.stderr.length).toBe(65_536);
      expect(ran.evidence.stderrBytes).toBe(10_000_000);
    },
  },
  {
    name: 'flood of both',
    language: 'c',
    code: c('char b[65536]; memset(b, 120, sizeof b); for (;;) { write(1, b, sizeof b); write(2, b, sizeof b); }'),
    expect: stopped('output'),
  },
  {
    name: 'one endless line of NULs',
    language: 'c',
    code: c('char b[65536]; memset(b, 0, sizeof b); for (;;) write(1, b, sizeof b);'),
    expect: (ran) => {
      stopped('output')(ran);
      expect(ran.stdout.every((byte) => byte === 0)).toBe(true);
      expect(ran.stdout).toHaveLength(MIB);
    },
  },
  {
    name: 'invalid UTF-8 comes back byte for byte',
    language: 'c',
    code: c('write(1, "\\xff\\xfe\\xc0\\x80\\xed\\xa0\\x80", 7); return 0;'),
    expect: (ran) => expect(ran.stdout.toString('hex')).toBe('fffec080eda080'),
  },
  {
    name: 'a million tiny writes',
    language: 'c',
    code: c('for (int i = 0; i < 1000000; i++) write(1, "x", 1); return 0;'),
    options: { limits: { cpuMs: 8000, wallMs: 50_000 } },
    expect: (ran) => {
      clean(ran);
      expect(ran.stdout).toHaveLength(1_000_000);
    },
  },
  { name: 'standard output closed', language: 'c', code: c('close(1); close(2); return 0;'), expect: says('') },
  {
    name: 'standard input never read',
    language: 'c',
    code: c('return 0;'),
    options: { stdin: Buffer.alloc(4 * MIB) },
    expect: clean,
  },
  {
    name: 'a giant test is not charged to the program that reads it',
    language: 'c',
    code: c(
      'static char b[65536]; long n = 0; ssize_t k; while ((k = read(0, b, sizeof b)) > 0) n += k; printf("%ld", n); return 0;',
    ),
    options: { stdin: Buffer.alloc(100 * MIB, 'x'), limits: { memoryBytes: 16 * MIB } },
    expect: says(String(100 * MIB)),
  },
  {
    name: 'standard input is not waited for: none is there',
    language: 'c',
    code: c('char b; printf("%zd", read(0, &b, 1)); return 0;'),
    expect: says('0'),
  },
  {
    name: 'no final newline, CRLF and a byte order mark come as they are',
    language: 'c',
    code: c('char b[64]; ssize_t n = read(0, b, sizeof b); write(1, b, n); return 0;'),
    options: { stdin: '\uFEFFa\r\nb\r\n\r\nc' },
    expect: says('\uFEFFa\r\nb\r\n\r\nc'),
  },
  {
    name: 'standard input closed early',
    language: 'c',
    code: c('char b; read(0, &b, 1); close(0); usleep(20000); return 0;'),
    options: { stdin: Buffer.alloc(4 * MIB) },
    expect: clean,
  },
  {
    name: 'the input cannot be changed',
    language: 'c',
    code: c('int fd = open("/proc/self/fd/0", O_RDWR); printf("%d %zd", fd, write(0, "x", 1)); return 0;'),
    options: { stdin: 'abc' },
    expect: says('-1 -1'),
  },
  { name: 'no output, no final newline', language: 'c', code: c('return 0;'), expect: says('') },
  {
    name: 'descriptors above 2',
    language: 'c',
    code: c('int n = 0; for (int i = 3; i < 256; i++) n += fcntl(i, F_GETFD) >= 0; printf("%d", n); return 0;'),
    expect: says('0'),
  },
  {
    name: 'standard streams opened by name',
    language: 'c',
    code: c(
      'char b[9] = ""; int i = open("/dev/stdin", O_RDONLY), o = open("/dev/stdout", O_WRONLY); read(i, b, 8); write(o, b, 3); return i < 0 || o < 0;',
    ),
    options: { stdin: 'abc' },
    expect: says('abc'),
  },
];

declareTraps('traps: streams', TRAPS);
