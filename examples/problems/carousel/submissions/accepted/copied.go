package main

func turn(seats []string, steps int) {
	before := append([]string{}, seats...)
	for i, name := range before {
		seats[(i+steps)%len(seats)] = name
	}
}
