import { nativeLanguage } from './family/native.ts';

const ASSEMBLE_AND_LINK =
  'for file; do nasm -f elf64 -o "$file.o" "$file" && set -- "$@" "$file.o" && shift || exit 1; done; gcc $0 -static -no-pie -z noexecstack -s -o program "$@"';
/** A program that begins where the kernel does, instead of the C library's `main`. */
const STARTS = /^\s*_start:/m;

export const language = nativeLanguage({
  id: 'nasm',
  name: 'Assembly (NASM, x86-64)',
  extensions: ['.asm'],
  probe: { argv: ['/usr/bin/nasm', '-v'], pattern: /version (\S+)/ },
  packages: ['nasm', 'gcc', 'libc6-dev'],
  before: ['/bin/sh', '-c', ASSEMBLE_AND_LINK],
  // The name of the script, which it reads as an option of the linker's.
  options: (sources) => [sources.some(({ content }) => STARTS.test(content)) ? '-nostartfiles' : ''],
  editorMode: 'gas',
  template: 'global main\n\nsection .text\nmain:\n    xor eax, eax\n    ret\n',
  hello:
    'global main\nextern puts\nsection .text\nmain:\n    sub rsp, 8\n    lea rdi, [rel text]\n    call puts\n    xor eax, eax\n    add rsp, 8\n    ret\nsection .rodata\ntext: db "hello", 0\n',
  samples: {
    sum: 'global main\nextern scanf, printf\nsection .text\nmain:\n    sub rsp, 24\n    lea rdi, [rel in_]\n    lea rsi, [rsp]\n    lea rdx, [rsp+8]\n    xor eax, eax\n    call scanf\n    mov rsi, [rsp]\n    add rsi, [rsp+8]\n    lea rdi, [rel out_]\n    xor eax, eax\n    call printf\n    xor eax, eax\n    add rsp, 24\n    ret\nsection .rodata\nin_: db "%ld %ld", 0\nout_: db "%ld", 10, 0\n',
    broken: 'main: frobnicate eax\n',
    crash: 'global main\nmain: ud2\n',
  },
});
