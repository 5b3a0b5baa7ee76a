package main

func mostApples(trees [][]int) int {
	for r := 1; r < len(trees); r++ {
		for c := range trees[r] {
			most := -1
			for d := c - 1; d <= c+1; d++ {
				if d >= 0 && d < len(trees[r]) && trees[r-1][d] > most {
					most = trees[r-1][d]
				}
			}
			if most < 0 {
				trees[r][c] = -1
			} else if trees[r][c] >= 0 {
				trees[r][c] += most
			}
		}
	}
	best := -1
	for _, apples := range trees[len(trees)-1] {
		if apples > best {
			best = apples
		}
	}
	return best
}
