-- SPDX-License-Identifier: Apache-2.0
-- Takes what DuckDB exported into the folder state-export into a state in PostgreSQL that is still empty: all of it or
-- nothing. For psql; the README says how. Another state.schema: -v schema=NAME.
\set ON_ERROR_STOP on
\if :{?schema}
\else
\set schema braze_cohorts
\endif
BEGIN;
SET LOCAL search_path TO :"schema";

DO $$ BEGIN
    IF EXISTS (SELECT FROM cohort) OR EXISTS (SELECT FROM run) THEN
        RAISE EXCEPTION 'there is a state already: nothing was moved';
    END IF;
END $$;

\copy cohort (cohort, workspace, endpoint, partner, cohort_id, name, members, known, members_hash, hashed_by, audience, id_type, alias_label, test, name_again, approved, first_delivery) FROM 'state-export/cohort.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
\copy member (cohort, id, state, accepted) FROM 'state-export/member.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
\copy change (run, seq, id, op, was, accepted, again, apart) FROM 'state-export/change.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
\copy sent (run, first, last, left_at) FROM 'state-export/sent.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
\copy answer (run, first, last, outcome) FROM 'state-export/answer.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
\copy refusal (cohort, id, op, refused_at) FROM 'state-export/refusal.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
\copy unsettled (cohort, id, op, left_at, due) FROM 'state-export/unsettled.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
\copy slice (cohort, days, slice, delivered_on) FROM 'state-export/slice.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
\copy resting (audience) FROM 'state-export/resting.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
\copy firing (audience, slot, before, skipped) FROM 'state-export/firing.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
\copy alert (workspace, audience, code, content) FROM 'state-export/alert.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')

-- DuckDB writes a list as [1, 2], PostgreSQL as {1, 2}.
CREATE TEMP TABLE exported_run (LIKE run) ON COMMIT DROP;
ALTER TABLE exported_run ALTER COLUMN slices TYPE TEXT;
\copy exported_run (run, cohort, run_id, audience, started_at, adds, changes, folded_at, added, removed, undelivered, status, report, reasserted, rejected, unsettled_since, slice_days, slices) FROM 'state-export/run.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
ALTER TABLE exported_run ALTER COLUMN slices TYPE INTEGER[] USING translate(slices, '[]', '{}')::INTEGER[];
INSERT INTO run (run, cohort, run_id, audience, started_at, adds, changes, folded_at, added, removed, undelivered, status, report, reasserted, rejected, unsettled_since, slice_days, slices)
SELECT run, cohort, run_id, audience, started_at, adds, changes, folded_at, added, removed, undelivered, status, report, reasserted, rejected, unsettled_since, slice_days, slices FROM exported_run;

-- The allowance is begun anew: it holds one second's worth of requests.
CREATE TEMP TABLE exported_workspace (workspace TEXT, endpoint TEXT, partner TEXT, allowance TEXT, paused_until TIMESTAMP)
    ON COMMIT DROP;
\copy exported_workspace FROM 'state-export/workspace.csv' (FORMAT csv, HEADER, ENCODING 'UTF8')
INSERT INTO workspace (workspace, endpoint, partner, paused_until)
SELECT workspace, endpoint, partner, paused_until FROM exported_workspace;

SELECT setval('cohort_number', max(cohort)) FROM cohort HAVING max(cohort) IS NOT NULL;
SELECT setval('run_number', max(run)) FROM run HAVING max(run) IS NOT NULL;
COMMIT;
ANALYZE :"schema".member;
