class Person {
    string name;
    int figure;
    void create(string n, int f) { name = n; figure = f; }
    string loud() { return upper_case(name); }
    int `<(Person other) { return figure != other->figure ? figure > other->figure : name < other->name; }
    int `>(Person other) { return other < this; }
}
int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
function(:int) counter() { int n; return lambda() { return ++n; }; }
int main() {
    int n = (int) Stdio.stdin.gets();
    array(Person) all = ({});
    mapping(string:int) by = ([]);
    foreach (Stdio.stdin.line_iterator(); ; string line) {
        array(string) words = line / " ";
        all += ({ Person(words[0], (int) words[1]) });
        by[words[0]] = (int) words[1];
    }
    if (sizeof(all) != n) error("count");
    foreach (sort(all), Person p) write("%s %d\n", p->loud(), p->figure);
    function(:int) count = counter();
    count(); count();
    write("%d\n%d\n%d\n%d\n%d\n", `+(@values(by)), fib(20), count(), Answer.answer(), pow(2, 100));
    return 0;
}
