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
