class Person : Object {
    public string name { get; construct; }
    public int figure { get; construct; }
    public Person (string name, int figure) { Object (name: name, figure: figure); }
    public string loud () { return name.up (); }
}
delegate int Counter ();
int fib (int n) { return n < 2 ? n : fib (n - 1) + fib (n - 2); }
Counter counter () { int n = 0; return () => { return ++n; }; }
int main (string[] args) {
    int n = int.parse (stdin.read_line ());
    var all = new GenericArray<Person> ();
    var by = new HashTable<string, int> (str_hash, str_equal);
    string? line;
    while ((line = stdin.read_line ()) != null) {
        var words = line.split (" ");
        all.add (new Person (words[0], int.parse (words[1])));
        by[words[0]] = int.parse (words[1]);
    }
    if (all.length != n) return 1;
    all.sort ((a, b) => a.figure != b.figure ? b.figure - a.figure : strcmp (a.name, b.name));
    for (int i = 0; i < all.length; i++) print ("%s %d\n", all[i].loud (), all[i].figure);
    int sum = 0;
    foreach (int figure in by.get_values ()) sum += figure;
    var count = counter ();
    count (); count ();
    print ("%d\n%d\n%d\n%d\n", sum, fib (20), count (), answer ());
    return 0;
}
