// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a database remembers of a workspace. Before the first run there is no database, and nothing to count. */
record StoredWorkspace(Door door, WorkspaceKey key, Clock clock) implements WorkspaceMemory {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Row(byte[] allowance, Long pausedUntil) {}

    @Override
    public Optional<byte[]> allowance() {
        return row().map(Row::allowance);
    }

    @Override
    public boolean allow(Optional<byte[]> before, byte[] after) {
        return !door.exists()
                || change("counting requests", session -> {
                    boolean unchanged =
                            Arrays.equals(in(session).map(Row::allowance).orElse(null), before.orElse(null));
                    if (unchanged) {
                        session.update(MembershipSql.ALLOW, after, key.workspace(), key.endpoint(), key.partner());
                    }
                    return unchanged;
                });
    }

    @Override
    public Optional<Instant> pausedUntil() {
        return row().map(Row::pausedUntil)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                .filter(clock.instant()::isBefore);
    }

    @Override
    public void pauseUntil(Optional<Instant> end) {
        change("noting how long Braze asked to wait", session -> {
            Long micros = end.map(StoredRuns::micros).orElse(null);
            return session.update(MembershipSql.PAUSE, micros, key.workspace(), key.endpoint(), key.partner());
        });
    }

    private Optional<Row> row() {
        return door.exists() ? door.use("looking how fast to send", new Patience(PATIENCE), this::in) : none();
    }

    private static Optional<Row> none() {
        return Optional.empty();
    }

    private Optional<Row> in(SqlSession session) throws SQLException {
        List<Row> rows = session.list(
                MembershipSql.WORKSPACE,
                row -> new Row(row.getBytes(1), row.getObject(2, Long.class)),
                key.workspace(),
                key.endpoint(),
                key.partner());
        return rows.stream().findFirst();
    }

    private <T> T change(String doing, SqlSession.Work<T> work) {
        return door.inTurn(doing, new Patience(PATIENCE), session -> {
            session.update(
                    MembershipSql.ADD_WORKSPACE,
                    key.workspace(),
                    key.endpoint(),
                    key.partner(),
                    key.workspace(),
                    key.endpoint(),
                    key.partner());
            return work.in(session);
        });
    }
}
