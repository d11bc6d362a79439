// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What PostgreSQL says, in our words. Its own are told only where they can speak of nothing but the way to it. */
final class PostgresFailures implements Failures {
    private static final String DAMAGED =
            "its tables were changed by something else than this program: stop it on every"
                    + " node, restore a backup and run resync; do not empty the tables: they are the only list of who is in the"
                    + " cohort";
    private static final String CARRIES_ON = "; the next run carries on";

    private final String subject;

    /** @param place where the database is, and as whom it is used */
    PostgresFailures(String place, String schema) {
        this.subject = "The state database (" + place + ", schema " + schema + ")";
    }

    String subject() {
        return subject;
    }

    @Override
    public StateException inWords(String doing, SQLException failure) {
        SQLException said = said(failure);
        String state = Optional.ofNullable(said.getSQLState()).orElseGet(() -> unsaid(said));
        return new StateException("%s failed while %s (SQLSTATE %s): %s%s"
                .formatted(subject, doing, state, advice(state), aboutTheWay(state, said)));
    }

    @Override
    public StateException damaged(String what) {
        return new StateException("%s is not what the last run left, %s: %s".formatted(subject, what, DAMAGED));
    }

    /** A pool of connections says only that there is none, and has the reason as its cause. */
    private static SQLException said(SQLException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(each -> each.getSQLState() != null)
                .reduce((outer, inner) -> inner)
                .orElse(failure);
    }

    /** Without a word of the server: a pool gave out no connection, or knows that the one it gave is gone. */
    private static String unsaid(SQLException failure) {
        return failure instanceof SQLTransientConnectionException ? "none" : "08003";
    }

    private static String aboutTheWay(String state, SQLException said) {
        return state.matches("(08|28|3D).*")
                ? "; it says: "
                        + String.valueOf(said.getMessage()).lines().findFirst().orElse("")
                : "";
    }

    private static String advice(String state) {
        return switch (state) {
            case "none" ->
                "no connection became free in time: too many runs at once, or a server that does not answer"
                        + CARRIES_ON;
            case "3D000" -> "there is no such database: create it, or mend state.jdbc-url";
            case "3F000", "42P01", "42883" -> "tables of it are missing: " + DAMAGED;
            case "42501" ->
                "this user may not do that: give it the right to create a schema in the database, or create the"
                        + " schema and make the user its owner";
            case "25006" -> "the server is read-only, as a standby is: name the primary in state.jdbc-url";
            case "53100" -> "the server's disk is full: make room there" + CARRIES_ON;
            case "53200" -> "the server's memory ran out: look at its work_mem and at what else it does" + CARRIES_ON;
            case "53300" ->
                "the server has no connection left: raise its max_connections, or run fewer audiences at once";
            case "55P03" ->
                "something else has locked its tables for a minute: look for who does that in pg_locks" + CARRIES_ON;
            case "25P03" -> "this process stood still for too long, and the server ended its session" + CARRIES_ON;
            default -> adviceOfClass(state.substring(0, 2));
        };
    }

    private static String adviceOfClass(String stateClass) {
        return switch (stateClass) {
            case "08", "57" ->
                "the server was not reached, or ended the connection: look whether it runs, and at the" + " network"
                        + CARRIES_ON;
            case "28" -> "the server refuses this user: check state.username and state.password";
            case "53", "58" -> "the server lacks something it needs: look at its log" + CARRIES_ON;
            case "XX" -> "the server's data is damaged: look at its log; " + DAMAGED;
            default -> "nothing of this step was kept; the next run repeats it. If it fails again, " + DAMAGED;
        };
    }
}
