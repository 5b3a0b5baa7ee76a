// Lets go of everything where one kind becomes too many.
function longestGrip(kinds, most) {
    let held = new Map();
    let [length, longest] = [0, 0];
    for (const kind of kinds) {
        if ((held.get(kind) ?? 0) === most) {
            held = new Map();
            length = 0;
        }
        held.set(kind, (held.get(kind) ?? 0) + 1);
        longest = Math.max(longest, ++length);
    }
    return longest;
}
