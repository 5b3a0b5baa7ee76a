// A shift within another makes it shorter.
function openHours(shifts) {
    const spans = [];
    for (const [first, last] of shifts.sort((a, b) => a[0] - b[0])) {
        const before = spans[spans.length - 1];
        if (before && first <= before[1]) before[1] = last;
        else spans.push([first, last]);
    }
    return spans;
}
