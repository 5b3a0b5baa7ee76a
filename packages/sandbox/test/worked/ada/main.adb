with Ada.Characters.Handling; use Ada.Characters.Handling;
with Ada.Containers.Indefinite_Ordered_Maps;
with Ada.Containers.Vectors;
with Ada.Integer_Text_IO; use Ada.Integer_Text_IO;
with Ada.Strings.Fixed;
with Ada.Strings.Unbounded; use Ada.Strings.Unbounded;
with Ada.Text_IO; use Ada.Text_IO;
with Answer;
procedure Main is
   package People is
      type Person is tagged record
         Name : Unbounded_String; Figure : Integer;
      end record;
      function Loud (P : Person) return String;
   end People;
   package body People is
      function Loud (P : Person) return String is (To_Upper (To_String (P.Name)));
   end People;
   use People;
   package Vectors is new Ada.Containers.Vectors (Positive, Person);
   package Maps is new Ada.Containers.Indefinite_Ordered_Maps (String, Integer);
   function Before (A, B : Person) return Boolean is
     (A.Figure > B.Figure or else (A.Figure = B.Figure and then A.Name < B.Name));
   package Sorting is new Vectors.Generic_Sorting (Before);
   function Fib (N : Natural) return Natural is (if N < 2 then N else Fib (N - 1) + Fib (N - 2));
   K : Natural := 0;
   procedure Count is
   begin
      K := K + 1;
   end Count;
   procedure Times (N : Positive; Act : access procedure) is
   begin
      for I in 1 .. N loop Act.all; end loop;
   end Times;
   procedure Show (N : Integer) is
   begin
      Put (N, Width => 1); New_Line;
   end Show;
   N : constant Positive := Positive'Value (Get_Line);
   All_Of : Vectors.Vector;
   By : Maps.Map;
   Sum : Integer := 0;
begin
   while not End_Of_File loop
      declare
         Line : constant String := Get_Line;
         At_Space : constant Positive := Ada.Strings.Fixed.Index (Line, " ");
         P : constant Person := (To_Unbounded_String (Line (Line'First .. At_Space - 1)), Integer'Value (Line (At_Space .. Line'Last)));
      begin
         All_Of.Append (P);
         By.Include (To_String (P.Name), P.Figure);
      end;
   end loop;
   if Natural (All_Of.Length) /= N then raise Constraint_Error; end if;
   Sorting.Sort (All_Of);
   for P of All_Of loop
      Put (P.Loud & " "); Show (P.Figure);
   end loop;
   for F of By loop Sum := Sum + F; end loop;
   Times (3, Count'Access);
   Show (Sum); Show (Fib (20)); Show (K); Show (Answer);
end Main;
