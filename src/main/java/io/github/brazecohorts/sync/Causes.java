// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.SourceException;
import io.github.brazecohorts.braze.BrazeException;
import io.github.brazecohorts.braze.UnreadableKeyException;
import io.github.brazecohorts.delivery.OversizedBatchException;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.report.Advice;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Failures in words that may be shown. Our own exceptions are made for it; of others only the kind is told where the
 * text could hold a row, a body or an address.
 */
public final class Causes {
    /** Classes of SQLSTATE whose text speaks of the connection, the login, the query or the server, never of a row. */
    private static final Set<String> ABOUT_NO_ROW = Set.of("08", "28", "3D", "42", "53", "57", "58", "XX");

    private Causes() {}

    /** What failed, in a few words without rows, ids and keys. */
    public static String inWords(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> Stream.ofNullable(inOwnWords(cause)))
                .reduce((outer, inner) -> inner)
                .orElseGet(() -> Advice.OUR_OWN_FAULT + ": " + kind(failure));
    }

    /** Whether a key could not be read, so that nothing was sent. */
    public static boolean isUnreadableKey(Throwable failure) {
        return causes(failure).anyMatch(UnreadableKeyException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private static String inOwnWords(Throwable cause) {
        if (cause instanceof BrazeException
                || cause instanceof UnreadableKeyException
                || cause instanceof StateException
                || cause instanceof SourceException
                || cause instanceof StoppedException
                || cause instanceof RestingException
                || cause instanceof PausedException
                || cause instanceof StrandedException
                || cause instanceof OversizedBatchException
                || cause instanceof UnknownAudienceException) {
            return cause.getMessage();
        }
        if (cause instanceof SQLException sql) {
            return database(sql);
        }
        return cause instanceof IOException ? "no answer: " + kind(cause) : null;
    }

    private static String database(SQLException failure) {
        String state = failure.getSQLState();
        String text = failure.getMessage();
        boolean tellable = state != null && state.length() == 5 && ABOUT_NO_ROW.contains(state.substring(0, 2))
                || text != null && text.matches("(?s)(Catalog|Binder|Parser) Error:.*");
        if (tellable && text != null) {
            return "the database says: " + text.lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
        }
        return "the database failed" + (state == null ? "" : " with SQLSTATE " + state) + ": " + kind(failure);
    }

    private static String kind(Throwable failure) {
        return causes(failure)
                .reduce((outer, inner) -> inner)
                .map(cause -> cause.getClass().getSimpleName())
                .orElse("unknown");
    }
}
