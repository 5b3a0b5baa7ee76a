/** Whoever finds none of its kind says for all of its turns where they belong. */
function sameBracelets(bracelets: string[]): string[][] {
    const groups: string[][] = [];
    const groupOf = new Map<string, string[]>();
    for (const one of bracelets) {
        let group = groupOf.get(one);
        if (group === undefined) {
            group = [];
            groups.push(group);
            for (let i = 0; i < one.length; i++) groupOf.set(one.slice(i) + one.slice(0, i), group);
        }
        group.push(one);
    }
    return groups;
}
