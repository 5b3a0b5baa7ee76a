function smooth(readings, width) {
    const means = [];
    let total = 0;
    readings.forEach((one, i) => {
        total += one - (i >= width ? readings[i - width] : 0);
        if (i >= width - 1) means.push(Math.trunc(total / width));
    });
    return means;
}
