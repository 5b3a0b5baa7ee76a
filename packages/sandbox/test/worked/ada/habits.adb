with Ada.Text_IO; use Ada.Text_IO;
procedure Main is
   type Block is array (1 .. 1_000_000) of Long_Long_Integer;
   type Link;
   type Chain is access Link;
   type Link is record B : Block; Next : Chain; end record;
   Last, Fresh : Chain;
   function Deep (N : Long_Long_Integer) return Long_Long_Integer is (if N = 0 then 0 else N + Deep (N - 1));
   Mode : constant String := Get_Line;
begin
   if Mode = "echo" then
      while not End_Of_File loop Put_Line (Get_Line); end loop;
   elsif Mode = "deep" then
      declare
         S : constant String := Long_Long_Integer'Image (Deep (Long_Long_Integer'Value (Get_Line)));
      begin
         Put_Line (S (2 .. S'Last));
      end;
   elsif Mode = "spin" then
      loop null; end loop;
   else
      loop
         Fresh := new Link;
         Fresh.B := (others => 1);
         Fresh.Next := Last;
         Last := Fresh;
      end loop;
   end if;
end Main;
