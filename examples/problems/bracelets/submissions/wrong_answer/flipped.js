// Takes a bracelet for the same if it is flipped over.
function sameBracelets(bracelets) {
    const groups = new Map();
    for (const one of bracelets) {
        const turns = [];
        for (const way of [one, [...one].reverse().join('')])
            for (let i = 0; i < one.length; i++) turns.push(way.slice(i) + way.slice(0, i));
        const name = turns.sort()[0];
        groups.set(name, [...(groups.get(name) ?? []), one]);
    }
    return [...groups.values()];
}
