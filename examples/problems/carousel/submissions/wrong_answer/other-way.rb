def turn(seats, steps)
  seats.rotate!(steps)
end
