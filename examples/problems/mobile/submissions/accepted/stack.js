function hangStraight(root) {
    const open = root ? [root] : [];
    const pieces = [];
    while (open.length > 0) {
        const piece = open.pop();
        pieces.push(piece);
        if (piece.left) open.push(piece.left);
        if (piece.right) open.push(piece.right);
    }
    const weight = new Map([[null, 0]]);
    let straight = 0;
    for (const piece of pieces.reverse()) {
        const [left, right] = [weight.get(piece.left ?? null), weight.get(piece.right ?? null)];
        weight.set(piece, piece.val + left + right);
        if (left === right) straight++;
    }
    return straight;
}
