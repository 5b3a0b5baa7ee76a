        .globl  main
        .text
deep:
        xor     %eax, %eax
        test    %rdi, %rdi
        jz      1f
        push    %rdi
        dec     %rdi
        call    deep
        pop     %rdi
        add     %rdi, %rax
1:      ret
main:
        sub     $8, %rsp
        lea     word(%rip), %rdi
        lea     mode(%rip), %rsi
        xor     %eax, %eax
        call    scanf
        call    getchar
        mov     mode(%rip), %al
        cmp     $'e', %al
        je      echo
        cmp     $'d', %al
        je      dive
        cmp     $'s', %al
        je      spin
hog:    mov     $1048576, %edi
        call    malloc
        test    %rax, %rax
        jz      failed
        mov     %rax, %rdi
        mov     $1, %esi
        mov     $1048576, %edx
        call    memset
        jmp     hog
failed: mov     $1, %eax
        add     $8, %rsp
        ret
spin:   jmp     spin
echo:   lea     line(%rip), %rdi
        lea     size(%rip), %rsi
        mov     stdin(%rip), %rdx
        call    getline
        test    %rax, %rax
        js      done
        mov     line(%rip), %rdi
        mov     $1, %esi
        mov     %rax, %rdx
        mov     stdout(%rip), %rcx
        call    fwrite
        jmp     echo
dive:   lea     number(%rip), %rdi
        lea     n(%rip), %rsi
        xor     %eax, %eax
        call    scanf
        mov     n(%rip), %rdi
        call    deep
        mov     %rax, %rsi
        lea     shown(%rip), %rdi
        xor     %eax, %eax
        call    printf
done:   xor     %eax, %eax
        add     $8, %rsp
        ret
        .section .rodata
word:   .string "%15s"
number: .string "%ld"
shown:  .string "%ld\n"
        .bss
mode:   .skip   16
line:   .skip   8
size:   .skip   8
n:      .skip   8
