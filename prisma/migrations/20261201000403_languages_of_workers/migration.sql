-- What waits in a language that no live worker has is ahead of nobody. Workers' languages are long documents; their ids are few bytes.
ALTER TABLE "workers" ADD COLUMN "language_ids" JSONB GENERATED ALWAYS AS (jsonb_path_query_array(languages, '$[*].id')) STORED;
