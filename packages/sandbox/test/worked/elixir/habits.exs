defmodule Habits do
  def deep(0), do: 0
  def deep(n), do: n + deep(n - 1)
  def spin(n), do: spin(n + 1)
  def hog(all), do: hog([List.duplicate(1, 100_000) | all])
end
case String.trim(IO.gets("")) do
  "echo" -> IO.stream(:stdio, :line) |> Enum.each(&IO.write/1)
  "deep" -> IO.gets("") |> String.trim() |> String.to_integer() |> Habits.deep() |> IO.puts()
  "spin" -> Habits.spin(0)
  "hog" -> Habits.hog([])
end
