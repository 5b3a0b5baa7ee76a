import { nativeLanguage } from './family/native.ts';
import { GCC_FLAGS } from './family/gcc.ts';

export const language = nativeLanguage({
  id: 'fortran',
  name: 'Fortran',
  extensions: ['.f90', '.f95', '.f03', '.f08', '.f'],
  probe: { argv: ['/usr/bin/gfortran', '--version'], pattern: /^GNU Fortran .*?(\d+\.\d+\.\d+)/ },
  packages: ['gfortran'],
  before: ['/usr/bin/gfortran', ...GCC_FLAGS],
  editorMode: 'fortran',
  template: 'program main\n  implicit none\n  \nend program main\n',
  hello: "program main\n  print '(a)', 'hello'\nend program main\n",
  samples: {
    sum: "program main\n  implicit none\n  integer(8) :: a, b\n  read *, a, b\n  print '(i0)', a + b\nend program main\n",
    broken: 'program main\n  integer ::\nend program main\n',
    crash: 'program main\n  error stop 3\nend program main\n',
  },
});
