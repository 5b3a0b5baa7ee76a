(defn deep [n] (if (zero? n) 0 (+ n (deep (dec n)))))
(let [[mode & more] (line-seq (java.io.BufferedReader. *in*))]
  (case mode
    "echo" (doseq [line more] (println line))
    "deep" (println (deep (Long/parseLong (first more))))
    "spin" (loop [n 0] (recur (unchecked-inc n)))
    "hog" (loop [all '()] (recur (cons (long-array 100000) all)))))
