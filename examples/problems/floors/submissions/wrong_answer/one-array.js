function floorByFloor(root) {
    const rooms = root ? [root] : [];
    for (const room of rooms) rooms.push(...[room.left, room.right].filter((one) => one !== null));
    return [rooms.map((room) => room.val)];
}
