program main
  implicit none
  type :: link
    integer(8) :: block(100000) = 1
    type(link), pointer :: next => null()
  end type
  type(link), pointer :: last, fresh
  character(len=200) :: line
  integer(8) :: n
  integer :: status
  read (*, '(a)') line
  select case (line)
  case ('echo')
    do
      read (*, '(a)', iostat=status) line
      if (status /= 0) exit
      write (*, '(a)') trim(line)
    end do
  case ('deep')
    read *, n
    write (*, '(i0)') deep(n)
  case ('spin')
    n = 0
    do
      n = n + 1
      if (n < 0) print *, n
    end do
  case default
    nullify (last)
    do
      allocate (fresh)
      fresh%next => last
      last => fresh
    end do
  end select
contains
  recursive integer(8) function deep(n) result(sum)
    integer(8), intent(in) :: n
    sum = 0
    if (n > 0) sum = n + deep(n - 1)
  end function
end program
