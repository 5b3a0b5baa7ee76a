function fullCrews(skills, applicants) {
    const everything = (1 << skills) - 1;
    const having = new Array(everything + 1).fill(0);
    for (const one of applicants) having[one]++;
    let twice = -having[everything];
    for (let bit = 1; bit <= everything; bit <<= 1)
        for (let known = 0; known <= everything; known++)
            if ((known & bit) === 0) having[known] += having[known | bit];
    for (const one of applicants) twice += having[everything ^ one];
    return BigInt(twice) / 2n;
}
