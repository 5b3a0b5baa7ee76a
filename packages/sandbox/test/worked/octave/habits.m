1;
function r = deep(n)
  if n == 0
    r = 0;
  else
    r = n + deep(n - 1);
  end
end
switch fgetl(stdin)
  case "echo"
    while ischar(line = fgets(stdin))
      fputs(stdout, line);
    end
  case "deep"
    printf("%d\n", deep(str2double(fgetl(stdin))));
  case "spin"
    while true
    end
  case "hog"
    all = {};
    while true
      all{end + 1} = ones(1000);
    end
end
