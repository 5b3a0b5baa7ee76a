-- May this user read this submission? Its author, and in a scope the rest of the team; admins; the staff of its scope; and, of practice and of scopes whose results are told, setters:
-- of what they imported a version of, and of what is published. That a setter sees a problem as a participant gives no right to others' code.
CREATE OR REPLACE FUNCTION reads_submission(s submissions, p problems, p_user_id uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT s.user_id = p_user_id OR EXISTS (
    SELECT FROM users u
     WHERE u.id = p_user_id AND u.disabled_at IS NULL AND (u.role = 'admin'
       OR EXISTS (SELECT FROM judge_scope_members m WHERE m.scope_id = s.scope_id AND m.user_id = u.id AND m.participant_id = s.participant_id)
       OR EXISTS (SELECT FROM judge_scope_staff f WHERE f.scope_id = s.scope_id AND f.user_id = u.id)
       OR u.role = 'setter' AND scope_told(s.scope_id) AND (p.status = 'PUBLISHED'
          OR EXISTS (SELECT FROM problem_versions v WHERE v.problem_id = p.id AND v.imported_by_id = u.id))))
$$;
