import java.util.*;

class Solution {
    public int[][] floorByFloor(TreeNode root) {
        List<int[]> floors = new ArrayList<>();
        Deque<TreeNode> rooms = new ArrayDeque<>();
        if (root != null) rooms.add(root);
        while (!rooms.isEmpty()) {
            int[] floor = new int[rooms.size()];
            for (int i = 0; i < floor.length; i++) {
                TreeNode room = rooms.poll();
                floor[i] = room.val;
                if (room.left != null) rooms.add(room.left);
                if (room.right != null) rooms.add(room.right);
            }
            floors.add(floor);
        }
        return floors.toArray(new int[0][]);
    }
}
