package main

func mergeLanes(left *ListNode, right *ListNode) *ListNode {
	if left == nil {
		return right
	}
	first := left
	for left != nil && right != nil {
		behindLeft, behindRight := left.Next, right.Next
		left.Next = right
		if behindLeft != nil {
			right.Next = behindLeft
		}
		left, right = behindLeft, behindRight
	}
	return first
}
