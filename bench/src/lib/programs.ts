/** The programs the figures are taken with: each reads two numbers and prints their sum. */
export type BenchProgram = { readonly label: string; readonly language: string; readonly code: string };

const C_SUM = '#include <stdio.h>\nint main(void){long a,b;if(scanf("%ld %ld",&a,&b)!=2)return 1;';

export const cSum: BenchProgram = {
  label: 'C, prints a sum',
  language: 'c',
  code: `${C_SUM}printf("%ld\\n",a+b);return 0;}`,
};

/** Long enough for the kernel to schedule it away: a program that ends in 0.3 ms hides what a busy one pays. */
export const cBusy: BenchProgram = {
  label: 'C, about 20 ms of work',
  language: 'c',
  code: `${C_SUM}volatile unsigned x=1;for(int i=0;i<12000000;i++)x=x*1103515245u+12345u;printf("%ld\\n",a+b);return 0;}`,
};

/** Nothing but the core: whoever shares it halves the rate. */
export const cSpinning: BenchProgram = {
  label: 'C, about 200 ms of work',
  language: 'c',
  code: `${C_SUM}volatile unsigned x=1;for(int i=0;i<180000000;i++)x=x*1103515245u+12345u;printf("%ld\\n",a+b);return 0;}`,
};

export const cppSum: BenchProgram = {
  label: 'C++ with iostream',
  language: 'cpp17',
  code: '#include <iostream>\nint main(){long a,b;std::cin>>a>>b;std::cout<<a+b<<"\\n";}',
};

export const pythonSum: BenchProgram = {
  label: 'Python',
  language: 'python3',
  code: 'a, b = map(int, input().split())\nprint(a + b)',
};

/** Reads all of its input in pieces of 64 KiB and prints a sum of every hundredth byte, so that reading is what it costs. */
export const cReader: BenchProgram = {
  label: 'static C, reads all',
  language: 'c',
  code: `#include <stdio.h>
#include <unistd.h>
static char piece[65536];
int main(void) {
  unsigned long sum = 0;
  for (long n; (n = read(0, piece, sizeof piece)) > 0;)
    for (long at = 0; at < n; at += 100) sum += (unsigned char)piece[at];
  printf("%lu\\n", sum);
  return 0;
}
`,
};
