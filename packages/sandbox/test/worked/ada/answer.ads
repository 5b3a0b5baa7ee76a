function Answer return Integer;
