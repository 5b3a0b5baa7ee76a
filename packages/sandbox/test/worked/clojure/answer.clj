(ns answer)
(def answer 42)
