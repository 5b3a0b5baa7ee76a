use Answer;
class Person {
    has Str $.name;
    has Int $.figure;
    method loud { $!name.uc }
}
sub fib(Int $n --> Int) { $n < 2 ?? $n !! fib($n - 1) + fib($n - 2) }
sub counter { my $k = 0; -> { ++$k } }
my $n = get.Int;
my @all = lines.map: { my ($name, $figure) = .words; Person.new(:$name, figure => $figure.Int) };
die 'count' unless @all == $n;
for @all.sort({ $^b.figure <=> $^a.figure || $^a.name cmp $^b.name }) { say "{.loud} {.figure}" }
my %by = @all.map: { .name => .figure };
my &count = counter;
count; count;
.say for [+](%by.values), fib(20), count(), answer(), 2 ** 100;
