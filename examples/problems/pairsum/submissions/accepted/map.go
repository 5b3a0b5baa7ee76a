package main

func pairFor(values []int, target int) []int {
	seen := map[int]int{}
	for i, value := range values {
		if other, found := seen[target-value]; found {
			return []int{other, i}
		}
		seen[value] = i
	}
	return nil
}
