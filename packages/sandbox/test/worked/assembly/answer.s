        .globl  answer
        .text
answer: mov     $42, %eax
        ret
