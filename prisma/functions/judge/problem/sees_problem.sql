-- May this user see this problem now? What is published is for everybody; the rest is for its setters, who imported a version of it, for admins, and
-- for those to whom a scope shows it: `sees_in_scope`.
-- Everything that takes a problem from outside asks here: a problem that is not seen does not exist.
-- Locks: nothing.
CREATE OR REPLACE FUNCTION sees_problem(p problems, p_user_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT p.status = 'PUBLISHED' OR EXISTS (
    SELECT FROM users u
     WHERE u.id = p_user_id AND u.disabled_at IS NULL AND (u.role = 'admin' OR u.role = 'setter' AND EXISTS (
       SELECT FROM problem_versions v WHERE v.problem_id = p.id AND v.imported_by_id = u.id)))
    OR sees_in_scope(p.id, p_user_id, now())
$$;
