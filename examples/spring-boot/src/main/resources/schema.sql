-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE buyer AS SELECT * FROM (VALUES ('ada'), ('bob'), ('cem')) AS buyers(external_id);
