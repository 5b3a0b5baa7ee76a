int64 deep (int64 n) { return n == 0 ? 0 : n + deep (n - 1); }
int main () {
    switch (stdin.read_line ()) {
    case "echo":
        string? line;
        while ((line = stdin.read_line ()) != null) print ("%s\n", line);
        break;
    case "deep":
        print ("%s\n", deep (int64.parse (stdin.read_line ())).to_string ());
        break;
    case "spin":
        while (true) {}
    default:
        var all = new GenericArray<Bytes> ();
        while (true) {
            var block = new uint8[1000000];
            for (int i = 0; i < block.length; i += 4096) block[i] = 1;
            all.add (new Bytes.take ((owned) block));
        }
    }
    return 0;
}
