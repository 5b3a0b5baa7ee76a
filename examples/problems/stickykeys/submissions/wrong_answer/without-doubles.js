// Takes doubled letters out of both: a letter that is missing is not seen.
function couldBe(meant, typed) {
    const once = (line) => line.replace(/(.)\1+/g, '$1');
    return once(meant) === once(typed);
}
