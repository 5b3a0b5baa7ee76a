package main

func floorByFloor(root *TreeNode) [][]int {
	floors := [][]int{}
	rooms := []*TreeNode{}
	if root != nil {
		rooms = append(rooms, root)
	}
	for len(rooms) > 0 {
		var below []*TreeNode
		var numbers []int
		for _, room := range rooms {
			numbers = append(numbers, room.Val)
			if room.Left != nil {
				below = append(below, room.Left)
			}
			if room.Right != nil {
				below = append(below, room.Right)
			}
		}
		floors = append(floors, numbers)
		rooms = below
	}
	return floors
}
