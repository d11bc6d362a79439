-- SPDX-License-Identifier: Apache-2.0
-- What is remembered beside the cohorts: what people were told and is not over, and how fast a workspace may be spoken to.

-- audience: empty where the whole workspace is concerned. content: JSON, without ids and secrets.
CREATE TABLE alert (
    workspace VARCHAR NOT NULL,
    audience  VARCHAR NOT NULL,
    code      VARCHAR NOT NULL,
    content   VARCHAR NOT NULL
);

-- allowance: how many requests may still leave. paused_until: Braze asked to send nothing before; UTC.
CREATE TABLE workspace (
    workspace    VARCHAR NOT NULL,
    endpoint     VARCHAR NOT NULL,
    partner      VARCHAR NOT NULL,
    allowance    BLOB,
    paused_until TIMESTAMP
);
