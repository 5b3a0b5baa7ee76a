structure Answer = struct val answer = 42 end
