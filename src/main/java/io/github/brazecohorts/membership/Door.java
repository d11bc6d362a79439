// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** The way into the database without a cohort. */
interface Door {
    /** Whether there is anything in it yet: before the first run there may be no database. */
    boolean exists();

    /** Does single statements on a session of its own. */
    <T> T use(String doing, Patience patience, SqlSession.Work<T> work);

    /** All of it or nothing, one caller after the other: for rows that all who share the state change. */
    <T> T inTurn(String doing, Patience patience, SqlSession.Work<T> work);
}
