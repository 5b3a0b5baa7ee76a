-- Puts a task at the end of its user's line (start-time fair queuing: Goyal, Vin, Cheng 1996, with every task of weight one).
-- Its turn is one after the user's last open one, or the class's clock (the highest turn taken up so far) where that is later:
-- whoever has nothing open is next in line, however much others have waiting, and nobody saves up turns by being idle.
CREATE OR REPLACE FUNCTION enqueue_task(p_id uuid, p_kind text, p_class int, p_user_id uuid, p_language text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  INSERT INTO judge_tasks (id, kind, class, turn, user_id, language)
  VALUES (p_id, p_kind, p_class, next_turn(p_class, p_user_id), p_user_id, p_language);
END $$;
