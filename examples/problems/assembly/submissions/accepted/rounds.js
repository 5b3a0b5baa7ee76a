// Again and again: whatever can be put on now.
var inWhichOrder = function (needed) {
    const done = new Set();
    for (let more = true; more; ) {
        more = false;
        needed.forEach((others, part) => {
            if (done.has(part) || !others.every((other) => done.has(other))) return;
            done.add(part);
            more = true;
        });
    }
    return done.size === needed.length ? [...done] : [];
};
