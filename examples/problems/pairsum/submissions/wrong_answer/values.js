// The values in place of their positions.
function pairFor(values, target) {
    const seen = new Set();
    for (const value of values) {
        if (seen.has(target - value)) return [target - value, value];
        seen.add(value);
    }
    return [];
}
