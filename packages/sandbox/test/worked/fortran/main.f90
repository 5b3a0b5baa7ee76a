module people
  implicit none
  type :: person
    character(len=:), allocatable :: name
    integer :: figure = 0
  contains
    procedure :: loud
  end type
contains
  function loud(self) result(text)
    class(person), intent(in) :: self
    character(len=:), allocatable :: text
    integer :: i
    text = self%name
    do i = 1, len(text)
      if (text(i:i) >= 'a' .and. text(i:i) <= 'z') text(i:i) = achar(iachar(text(i:i)) - 32)
    end do
  end function
  logical function before(a, b)
    type(person), intent(in) :: a, b
    before = a%figure > b%figure .or. (a%figure == b%figure .and. a%name < b%name)
  end function
  recursive integer function fib(n) result(f)
    integer, intent(in) :: n
    if (n < 2) then
      f = n
    else
      f = fib(n - 1) + fib(n - 2)
    end if
  end function
  integer function count_up()
    integer, save :: n = 0
    n = n + 1
    count_up = n
  end function
end module

program main
  use people
  use answers, only: answer
  implicit none
  type(person), allocatable :: all(:)
  type(person) :: p
  character(len=100) :: line
  integer :: n, i, j, at, status, k
  read *, n
  allocate (all(0))
  do
    read (*, '(a)', iostat=status) line
    if (status /= 0) exit
    at = index(line, ' ')
    p%name = line(:at - 1)
    read (line(at:), *) p%figure
    all = [all, p]
  end do
  if (size(all) /= n) error stop 1
  do i = 2, n
    p = all(i)
    j = i - 1
    do while (j >= 1)
      if (.not. before(p, all(j))) exit
      all(j + 1) = all(j)
      j = j - 1
    end do
    all(j + 1) = p
  end do
  do i = 1, n
    print '(a, 1x, i0)', all(i)%loud(), all(i)%figure
  end do
  k = count_up()
  k = count_up()
  print '(i0)', sum(all%figure), fib(20), count_up(), answer
end program
