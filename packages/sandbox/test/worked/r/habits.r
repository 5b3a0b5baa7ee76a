con <- file("stdin", "r")
deep <- function(n) if (n == 0) 0 else n + deep(n - 1)
switch(readLines(con, 1),
  echo = writeLines(readLines(con)),
  deep = cat(deep(as.numeric(readLines(con, 1))), "\n", sep = ""),
  spin = repeat {},
  hog = { all <- list(); repeat all[[length(all) + 1]] <- rep(1.5, 1e5) })
