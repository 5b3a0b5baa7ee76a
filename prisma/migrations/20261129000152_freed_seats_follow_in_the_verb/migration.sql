-- Freed seats are kept for waiting lists by the verbs that free them.
DROP TRIGGER holds_keep_for_waiting_list ON holds;
DROP FUNCTION keep_for_waiting_list();
