global main
extern scanf, getchar, malloc, memset, getline, fwrite, printf, stdin, stdout
section .text
deep:
    xor eax, eax
    test rdi, rdi
    jz .end
    push rdi
    dec rdi
    call deep
    pop rdi
    add rax, rdi
.end:
    ret
main:
    sub rsp, 8
    lea rdi, [rel word_]
    lea rsi, [rel mode]
    xor eax, eax
    call scanf
    call getchar
    mov al, [rel mode]
    cmp al, 'e'
    je .echo
    cmp al, 'd'
    je .dive
    cmp al, 's'
    je .spin
.hog:
    mov edi, 1048576
    call malloc
    test rax, rax
    jz .failed
    mov rdi, rax
    mov esi, 1
    mov edx, 1048576
    call memset
    jmp .hog
.failed:
    mov eax, 1
    add rsp, 8
    ret
.spin:
    jmp .spin
.echo:
    lea rdi, [rel line]
    lea rsi, [rel size]
    mov rdx, [rel stdin]
    call getline
    test rax, rax
    js .done
    mov rdi, [rel line]
    mov esi, 1
    mov rdx, rax
    mov rcx, [rel stdout]
    call fwrite
    jmp .echo
.dive:
    lea rdi, [rel number]
    lea rsi, [rel n]
    xor eax, eax
    call scanf
    mov rdi, [rel n]
    call deep
    mov rsi, rax
    lea rdi, [rel shown]
    xor eax, eax
    call printf
.done:
    xor eax, eax
    add rsp, 8
    ret
section .rodata
word_: db "%15s", 0
number: db "%ld", 0
shown: db "%ld", 10, 0
section .bss
mode: resb 16
line: resq 1
size: resq 1
n: resq 1
