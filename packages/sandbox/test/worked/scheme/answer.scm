(define-module (answer) #:export (answer))
(define answer 42)
