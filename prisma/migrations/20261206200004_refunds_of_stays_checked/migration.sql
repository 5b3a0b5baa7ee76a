-- By itself, for it reads the table.
ALTER TABLE refunds VALIDATE CONSTRAINT refunds_reason;
