-- Participants list their own again and again; without it a page of theirs reads those of everybody. Locks submissions.
CREATE INDEX submissions_of_participant ON submissions (scope_id, participant_id, id) WHERE scope_id IS NOT NULL;
