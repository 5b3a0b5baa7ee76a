        .globl  main
        .text
# rdi and rsi: pointers to entries of 32 bytes, the name and at 24 the figure
compare:
        mov     24(%rsi), %eax
        sub     24(%rdi), %eax
        jne     1f
        sub     $8, %rsp
        call    strcmp
        add     $8, %rsp
1:      ret
fib:
        cmp     $2, %edi
        jae     1f
        mov     %edi, %eax
        ret
1:      push    %rbx
        push    %rdi
        sub     $8, %rsp
        dec     %edi
        call    fib
        mov     %eax, %ebx
        mov     8(%rsp), %edi
        sub     $2, %edi
        call    fib
        add     %ebx, %eax
        add     $8, %rsp
        pop     %rdi
        pop     %rbx
        ret
show:
        mov     %edi, %esi
        lea     number(%rip), %rdi
        xor     %eax, %eax
        sub     $8, %rsp
        call    printf
        add     $8, %rsp
        ret
main:
        push    %rbx
        push    %r12
        push    %r13
        push    %r14
        sub     $8, %rsp
        lea     number(%rip), %rdi
        lea     n(%rip), %rsi
        xor     %eax, %eax
        call    scanf
        mov     n(%rip), %edi
        mov     $32, %esi
        call    calloc
        mov     %rax, %r12
        mov     %rax, %rbx
        xor     %r14d, %r14d
read:
        lea     pair(%rip), %rdi
        mov     %rbx, %rsi
        lea     24(%rbx), %rdx
        xor     %eax, %eax
        call    scanf
        cmp     $2, %eax
        jne     sort
        add     24(%rbx), %r14d
        mov     %rbx, %r13
loud:
        movsbl  (%r13), %edi
        test    %edi, %edi
        jz      next
        call    toupper
        mov     %al, (%r13)
        inc     %r13
        jmp     loud
next:
        add     $32, %rbx
        jmp     read
sort:
        mov     %r12, %rdi
        mov     n(%rip), %esi
        mov     $32, %edx
        lea     compare(%rip), %rcx
        call    qsort
        mov     n(%rip), %ebx
        mov     %r12, %r13
each:
        lea     line(%rip), %rdi
        mov     %r13, %rsi
        mov     24(%r13), %edx
        xor     %eax, %eax
        call    printf
        add     $32, %r13
        dec     %ebx
        jnz     each
        mov     %r14d, %edi
        call    show
        mov     $20, %edi
        call    fib
        mov     %eax, %edi
        call    show
        incl    counted(%rip)
        incl    counted(%rip)
        incl    counted(%rip)
        mov     counted(%rip), %edi
        call    show
        call    answer
        mov     %eax, %edi
        call    show
        xor     %eax, %eax
        add     $8, %rsp
        pop     %r14
        pop     %r13
        pop     %r12
        pop     %rbx
        ret
        .section .rodata
number: .string "%d\n"
pair:   .string "%23s %d"
line:   .string "%s %d\n"
        .bss
n:      .long   0
counted: .long  0
