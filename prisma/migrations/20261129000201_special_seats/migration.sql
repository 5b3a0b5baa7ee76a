-- Few seats of a hall are kept for those who need a wheelchair space; whoever counts what is free for everybody finds them by this.
CREATE INDEX hall_seats_kept ON hall_seats (hall_id, seat) WHERE kind IN ('wheelchair', 'companion');
