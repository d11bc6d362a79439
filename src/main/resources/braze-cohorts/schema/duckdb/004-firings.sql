-- SPDX-License-Identifier: Apache-2.0
-- Which firing of an audience's schedule was claimed last. slot: its time by the schedule, UTC; it only moves on. before: the
-- slot claimed before it. skipped: how many firings in a row were skipped, because the run before was still under way.
CREATE TABLE firing (
    audience VARCHAR PRIMARY KEY,
    slot     TIMESTAMP NOT NULL,
    before   TIMESTAMP,
    skipped  INTEGER NOT NULL
);
