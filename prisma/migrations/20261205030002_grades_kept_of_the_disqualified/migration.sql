-- What was kept of somebody disqualified is 0, as it was read until now beside what was kept; from now on only what was kept is read. Rows of archived courses are
-- written by nobody else, so the trigger makes room for this.
ALTER TABLE course_work DISABLE TRIGGER course_work_open;

UPDATE course_work w SET kept_score = 0 FROM contest_participants p WHERE p.id = w.participant_id AND p.status = 'disqualified' AND w.kept_tried IS NOT NULL;

ALTER TABLE course_work ENABLE TRIGGER course_work_open;
