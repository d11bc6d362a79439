-- SPDX-License-Identifier: Apache-2.0
-- What nodes share beside the membership: the firings of schedules, and the runs of those that died.

-- The clock that all nodes have in common.
CREATE FUNCTION utc_now() RETURNS TIMESTAMP LANGUAGE sql VOLATILE
AS $$ SELECT clock_timestamp() AT TIME ZONE 'UTC' $$;

-- Which firing of an audience's schedule was claimed last. slot: its time by the schedule, UTC; it only moves on. before: the
-- slot claimed before it. skipped: how many firings in a row were skipped, because the run before was still under way.
CREATE TABLE firing (
    audience TEXT COLLATE "C" PRIMARY KEY,
    slot     TIMESTAMP NOT NULL,
    before   TIMESTAMP,
    skipped  INTEGER NOT NULL
);

-- audience: whose schedule asked for the run, so that another node takes it over if this one dies. Null where a person
-- asked, who sees that it died; and where a run took over already, for what kills its node must not kill them all.
ALTER TABLE lease ADD COLUMN audience TEXT COLLATE "C";
