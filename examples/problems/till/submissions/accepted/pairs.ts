class Till {
    private amounts: [number, number][] = [];

    ring(cents: number): void {
        this.amounts.push([cents, Math.max(cents, this.highest())]);
    }

    takeBack(count: number): number {
        const taken = this.amounts.splice(Math.max(0, this.amounts.length - count));
        return taken.reduce((sum, [cents]) => sum + cents, 0);
    }

    highest(): number {
        return this.amounts.at(-1)?.[1] ?? -1;
    }
}
