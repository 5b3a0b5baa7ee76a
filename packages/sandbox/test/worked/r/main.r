source("answer.r")
con <- file("stdin", "r")
n <- as.integer(readLines(con, 1))
words <- strsplit(readLines(con, warn = FALSE), " ")
close(con)
people <- data.frame(name = sapply(words, `[`, 1), figure = as.integer(sapply(words, `[`, 2)))
stopifnot(nrow(people) == n)
setClass("Person", representation(name = "character", figure = "integer"))
invisible(setGeneric("loud", function(p) standardGeneric("loud")))
setMethod("loud", "Person", function(p) toupper(p@name))
sorted <- people[order(-people$figure, people$name), ]
for (i in seq_len(n)) {
  p <- new("Person", name = sorted$name[i], figure = sorted$figure[i])
  cat(loud(p), " ", p@figure, "\n", sep = "")
}
fib <- function(n) if (n < 2) n else fib(n - 1) + fib(n - 2)
counter <- function() { k <- 0; function() { k <<- k + 1; k } }
count <- counter()
invisible(count()); invisible(count())
by <- setNames(people$figure, people$name)
writeLines(format(c(sum(by), fib(20), count(), answer), scientific = FALSE, trim = TRUE))
