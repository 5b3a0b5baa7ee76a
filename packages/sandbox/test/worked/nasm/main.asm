global main
extern scanf, printf, calloc, qsort, strcmp, toupper, answer
section .text
; rdi and rsi: pointers to entries of 32 bytes, the name and at 24 the figure
compare:
    mov eax, [rsi + 24]
    sub eax, [rdi + 24]
    jne .end
    sub rsp, 8
    call strcmp
    add rsp, 8
.end:
    ret
fib:
    cmp edi, 2
    jae .more
    mov eax, edi
    ret
.more:
    push rbx
    push rdi
    sub rsp, 8
    dec edi
    call fib
    mov ebx, eax
    mov edi, [rsp + 8]
    sub edi, 2
    call fib
    add eax, ebx
    add rsp, 8
    pop rdi
    pop rbx
    ret
show:
    sub rsp, 8
    mov esi, edi
    lea rdi, [rel number]
    xor eax, eax
    call printf
    add rsp, 8
    ret
main:
    push rbx
    push r12
    push r13
    push r14
    sub rsp, 8
    lea rdi, [rel number]
    lea rsi, [rel n]
    xor eax, eax
    call scanf
    mov edi, [rel n]
    mov esi, 32
    call calloc
    mov r12, rax
    mov rbx, rax
    xor r14d, r14d
.read:
    lea rdi, [rel pair]
    mov rsi, rbx
    lea rdx, [rbx + 24]
    xor eax, eax
    call scanf
    cmp eax, 2
    jne .sort
    add r14d, [rbx + 24]
    mov r13, rbx
.loud:
    movsx edi, byte [r13]
    test edi, edi
    jz .next
    call toupper
    mov [r13], al
    inc r13
    jmp .loud
.next:
    add rbx, 32
    jmp .read
.sort:
    mov rdi, r12
    mov esi, [rel n]
    mov edx, 32
    lea rcx, [rel compare]
    call qsort
    mov ebx, [rel n]
    mov r13, r12
.each:
    lea rdi, [rel line]
    mov rsi, r13
    mov edx, [r13 + 24]
    xor eax, eax
    call printf
    add r13, 32
    dec ebx
    jnz .each
    mov edi, r14d
    call show
    mov edi, 20
    call fib
    mov edi, eax
    call show
    inc dword [rel counted]
    inc dword [rel counted]
    inc dword [rel counted]
    mov edi, [rel counted]
    call show
    call answer
    mov edi, eax
    call show
    xor eax, eax
    add rsp, 8
    pop r14
    pop r13
    pop r12
    pop rbx
    ret
section .rodata
number: db "%d", 10, 0
pair: db "%23s %d", 0
line: db "%s %d", 10, 0
section .bss
n: resd 1
counted: resd 1
