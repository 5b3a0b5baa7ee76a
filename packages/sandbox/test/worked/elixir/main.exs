Code.require_file("answer.exs", __DIR__)

defmodule Person do
  defstruct [:name, :figure]
  def parse(line) do
    [name, figure] = String.split(line)
    %Person{name: name, figure: String.to_integer(figure)}
  end
  def loud(%Person{name: name}), do: String.upcase(name)
end

defmodule Main do
  def fib(n) when n < 2, do: n
  def fib(n), do: fib(n - 1) + fib(n - 2)
  def counter do
    {:ok, agent} = Agent.start_link(fn -> 0 end)
    fn -> Agent.get_and_update(agent, &{&1 + 1, &1 + 1}) end
  end
  def run do
    n = IO.gets("") |> String.trim() |> String.to_integer()
    all = IO.stream(:stdio, :line) |> Enum.map(&Person.parse/1)
    ^n = length(all)
    for p <- Enum.sort_by(all, &{-&1.figure, &1.name}), do: IO.puts("#{Person.loud(p)} #{p.figure}")
    by = Map.new(all, &{&1.name, &1.figure})
    count = counter()
    count.()
    count.()
    for x <- [Enum.sum(Map.values(by)), fib(20), count.(), Answer.answer(), Integer.pow(2, 100)], do: IO.puts(x)
  end
end

Main.run()
