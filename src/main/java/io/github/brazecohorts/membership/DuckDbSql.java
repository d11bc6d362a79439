// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.nio.file.Path;

/** What is said to DuckDB only. */
final class DuckDbSql {
    static final String MEMORY_LIMIT = "600MB";

    /** In every session. A hash that every database has, and the clock in UTC. */
    static final String WORDS = """
            CREATE OR REPLACE TEMP MACRO slice_of(id, slices) AS ('0x' || substr(md5(id), 1, 8))::UBIGINT % slices;
            CREATE OR REPLACE TEMP MACRO utc_now() AS make_timestamp(epoch_us(now()))""";

    private DuckDbSql() {}

    /** Reads a {@link SpillFile} as it stands; separators and null are control characters, which no id holds. */
    static String readSpill(Path file) {
        return """
                read_csv('%s', columns = {'id': 'VARCHAR'}, auto_detect = false, header = true, new_line = '\\n',
                         delim = E'\\x1f', quote = '', escape = '', comment = '', nullstr = [E'\\x1e'],
                         force_not_null = ['id'], strict_mode = true, encoding = 'utf-8')""".formatted(literalPattern(file));
    }

    /** DuckDB takes a file name for a pattern. */
    private static String literalPattern(Path file) {
        return file.toAbsolutePath().toString().replaceAll("([\\[*])", "[$1]").replace("'", "''");
    }
}
