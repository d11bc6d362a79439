// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A run's right to its cohort. It is known by its token: once another run has the cohort, no lease has that any more. */
final class Lease {
    private final CohortKey cohort;
    private final long token;
    private final String audience;
    private final LeaseTimes times;
    private final List<SqlSession> sessions = new CopyOnWriteArrayList<>();
    private volatile long renewed;
    private volatile boolean taken;
    private volatile boolean leaving;

    /** @param asked by this process's clock, when it was asked for */
    Lease(CohortKey cohort, StoredLeases.Taken lease, LeaseTimes times, long asked) {
        this.cohort = cohort;
        this.token = lease.token();
        this.audience = lease.audience();
        this.leaving = lease.ofDead();
        this.times = times;
        this.renewed = asked;
    }

    /** Its number, which no other lease has. */
    long token() {
        return token;
    }

    /** A session that must not outlive the lease. */
    void binds(SqlSession session) {
        sessions.add(session);
    }

    void renew(SqlSession session) {
        long asked = times.nanos().getAsLong();
        long lasts = times.lasts().toMillis();
        if (session.alone("renewing a lease", s -> s.update(PostgresSql.RENEW_LEASE, lasts, token)) == 0) {
            taken = true;
        } else {
            renewed = asked;
        }
    }

    /** What the run is doing cannot be kept then: it is broken off, lest it wait for a server that does not answer. */
    void breakOffIfOver() {
        if (taken || sinceRenewed().compareTo(times.lasts()) > 0) {
            sessions.forEach(SqlSession::abort);
        }
    }

    void requireHeld(SqlSession session) throws SQLException {
        if (session.list("SELECT token" + whileHeld(), row -> row.getLong(1)).isEmpty()) {
            throw lost();
        }
    }

    String whileHeld() {
        return PostgresSql.WHILE_HELD.formatted(token);
    }

    void requireFirm() {
        if (taken) {
            throw lost();
        }
        Duration since = sinceRenewed();
        if (since.compareTo(times.trusted()) > 0) {
            throw new StateException(cohort.inWords() + " may be another node's by now: this process could not say for "
                    + since.toSeconds()
                    + " s that it is still at it, because it stood still or was cut off from the state"
                    + " database; nothing more is sent, and the next run repairs what is missing");
        }
    }

    private Duration sinceRenewed() {
        return Duration.ofNanos(times.nanos().getAsLong() - renewed);
    }

    StateException lost() {
        return new StateException(
                cohort.inWords() + " is another node's by now: this process stood still, or was cut off"
                        + " from the state database, for longer than "
                        + times.lasts().toSeconds() + " s; nothing of this step was"
                        + " written, what it had under way counts as without an answer, and the next run repairs what is missing");
    }

    void leaves(boolean something) {
        leaving = something;
    }

    /** What is left there is found as if this process had died. */
    void giveBack(SqlSession session) {
        session.alone(
                "giving back a lease",
                s -> leaving && audience != null
                        ? s.update(PostgresSql.LEAVE_LEASE, audience, token)
                        : s.update(PostgresSql.DROP_LEASE, token));
    }
}
