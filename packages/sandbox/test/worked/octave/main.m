1;
function r = fib(n)
  if n < 2
    r = n;
  else
    r = fib(n - 1) + fib(n - 2);
  end
end
function r = count()
  persistent n = 0;
  r = ++n;
end
n = str2double(fgetl(stdin));
all = struct("name", {}, "figure", {});
by = containers.Map();
while ischar(line = fgetl(stdin))
  words = strsplit(line, " ");
  all(end + 1) = struct("name", words{1}, "figure", str2double(words{2}));
  by(words{1}) = all(end).figure;
end
assert(numel(all) == n);
[~, byName] = sort({all.name});
all = all(byName);
[~, byFigure] = sort([all.figure], "descend");
cellfun(@(p) printf("%s %d\n", toupper(p.name), p.figure), num2cell(all(byFigure)));
times = @(k, act) arrayfun(@(i) act(), 1:k);
times(2, @count);
printf("%d\n", sum(cell2mat(values(by))), fib(20), count(), answer());
