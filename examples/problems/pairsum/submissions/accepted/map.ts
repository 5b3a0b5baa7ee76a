function pairFor(values: number[], target: number): number[] {
    const seen = new Map<number, number>();
    for (const [i, value] of values.entries()) {
        const other = seen.get(target - value);
        if (other !== undefined) return [other, i];
        seen.set(value, i);
    }
    return [];
}
