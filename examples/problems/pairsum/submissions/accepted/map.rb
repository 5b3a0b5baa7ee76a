def pair_for(values, target)
  seen = {}
  values.each_with_index do |value, index|
    return [seen[target - value], index] if seen.key?(target - value)
    seen[value] = index
  end
  []
end
