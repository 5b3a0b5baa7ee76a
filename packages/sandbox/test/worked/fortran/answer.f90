module answers
  implicit none
  integer, parameter :: answer = 42
end module
