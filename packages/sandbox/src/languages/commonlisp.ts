import { MIB } from '../backend.ts';
import { sourcePaths } from './family/sources.ts';
import type { LanguageSpec } from './language.ts';

/** Compiles the files named after it, in order, into one; only what cannot be read is an error, as elsewhere in Lisp. */
const COMPILE = `
(let ((parts (loop for name in (cdr (member "--" sb-ext:*posix-argv* :test #'string=))
                   collect (handler-bind ((warning #'muffle-warning))
                             (compile-file name :verbose nil :print nil :output-file (format nil "/tmp/~a.fasl" (gensym)))))))
  (when (or (null parts) (member nil parts)) (sb-ext:exit :code 1 :abort t))
  (with-open-file (out "/box/program.fasl" :direction :output :element-type '(unsigned-byte 8))
    (dolist (part parts)
      (with-open-file (in part :element-type '(unsigned-byte 8))
        (loop for byte = (read-byte in nil) while byte do (write-byte byte out))))))`;

export const language: LanguageSpec = {
  id: 'commonlisp',
  name: 'Common Lisp (SBCL)',
  extensions: ['.lisp', '.cl'],
  probe: { argv: ['/usr/bin/sbcl', '--version'], pattern: /^SBCL (\d[\d.]*\d)/ },
  packages: ['sbcl'],
  sourceName: () => 'main.lisp',
  compile: (sources) => ({
    argv: [
      '/usr/bin/sbcl',
      '--noinform',
      '--dynamic-space-size',
      '768MB',
      '--non-interactive',
      '--no-sysinit',
      '--no-userinit',
      '--eval',
      COMPILE,
      '--',
      ...sourcePaths(sources, ['.lisp', '.cl']),
    ],
  }),
  artifact: 'program.fasl',
  run: ({ memoryBytes }) => ({
    argv: [
      '/usr/bin/sbcl',
      '--dynamic-space-size',
      `${Math.max(64, Math.floor(memoryBytes / MIB) - 32)}MB`,
      '--control-stack-size',
      '64MB',
      '--script',
      '/box/program.fasl',
    ],
  }),
  processes: 4,
  editorMode: 'commonlisp',
  template: '(let ((a (read)) (b (read)))\n  )\n',
  hello: '(write-line "hello")\n',
  samples: {
    sum: '(format t "~d~%" (+ (read) (read)))\n',
    broken: '(write-line "no"\n',
    crash: '(error "no")\n',
  },
};
