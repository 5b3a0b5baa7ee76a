import { nativeLanguage } from './family/native.ts';
import { GCC_FLAGS } from './family/gcc.ts';

/** A program that begins where the kernel does, instead of the C library's `main`. */
const STARTS = /^\s*_start:/m;

export const language = nativeLanguage({
  id: 'assembly',
  name: 'Assembly (GNU as, x86-64)',
  extensions: ['.s', '.S'],
  probe: { argv: ['/usr/bin/as', '--version'], pattern: /^GNU assembler .*?(\d[\d.]*)$[\s\S]*x86_64/m },
  packages: ['gcc', 'libc6-dev'],
  // gcc, so that a program may call the C library: it starts at `main`.
  before: ['/usr/bin/gcc', ...GCC_FLAGS, '-no-pie', '-z', 'noexecstack'],
  options: (sources) => (sources.some(({ content }) => STARTS.test(content)) ? ['-nostartfiles'] : []),
  editorMode: 'gas',
  template: '        .globl  main\n        .text\nmain:\n        xor     %eax, %eax\n        ret\n',
  hello:
    '        .globl  main\n        .text\nmain:\n        sub     $8, %rsp\n        lea     text(%rip), %rdi\n        call    puts\n        xor     %eax, %eax\n        add     $8, %rsp\n        ret\n        .section .rodata\ntext:   .string "hello"\n',
  samples: {
    sum: '        .globl  main\n        .text\nmain:\n        sub     $24, %rsp\n        lea     in(%rip), %rdi\n        lea     (%rsp), %rsi\n        lea     8(%rsp), %rdx\n        xor     %eax, %eax\n        call    scanf\n        mov     (%rsp), %rsi\n        add     8(%rsp), %rsi\n        lea     out(%rip), %rdi\n        xor     %eax, %eax\n        call    printf\n        xor     %eax, %eax\n        add     $24, %rsp\n        ret\n        .section .rodata\nin:     .string "%ld %ld"\nout:    .string "%ld\\n"\n',
    broken: 'main:   frobnicate %eax\n',
    crash: '        .globl  main\nmain:   ud2\n',
  },
});
