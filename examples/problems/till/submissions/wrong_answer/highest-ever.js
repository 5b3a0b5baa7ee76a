class Till {
    constructor() {
        this.amounts = [];
        this.record = -1;
    }

    ring(cents) {
        this.amounts.push(cents);
        this.record = Math.max(this.record, cents);
    }

    takeBack(count) {
        let taken = 0;
        for (; count > 0 && this.amounts.length > 0; count--) taken += this.amounts.pop();
        return taken;
    }

    highest() {
        return this.amounts.length > 0 ? this.record : -1;
    }
}
