-- What a board was counted from stays.
CREATE OR REPLACE TRIGGER judge_scope_log_immutable BEFORE UPDATE OR DELETE ON judge_scope_log
  FOR EACH ROW EXECUTE FUNCTION scope_log_stays();
