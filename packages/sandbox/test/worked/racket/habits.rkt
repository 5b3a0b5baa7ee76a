#lang racket/base
(define (deep n) (if (= n 0) 0 (+ n (deep (- n 1)))))
(case (read-line)
  [("echo") (for ([line (in-lines)]) (write-string line) (newline))]
  [("deep") (displayln (deep (string->number (read-line))))]
  [("spin") (let loop ([n 0]) (loop (if (eq? n 1) 0 1)))]
  [("hog") (let loop ([all '()]) (loop (cons (make-vector 100000 1) all)))])
