// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an answer makes of a run of three batches of four people each, of which two may be under way together.
 *
 * @param status the status of the run
 * @param codes the codes of its alerts
 * @param requests how many requests are on the wire
 * @param beside how many more may be, of another batch that was under way when the run stopped
 * @param rejected how many people are set aside
 */
record Ending(String status, List<String> codes, int requests, int beside, int rejected) {
    /** The setting {@code braze.retries}. */
    static final int RETRIES = 3;

    /** By hand from "When Braze says no": how a run ends in which Braze says nothing else any more, after how many attempts. */
    private static final String ENDINGS = """
            accepted    | completed  |                     | 1
            busy        | incomplete | rate-limited        | all
            unavailable | incomplete | braze-unavailable   | all
            long-wait   | incomplete | rate-limited        | 1
            key-refused | refused    | invalid-credentials | 1
            not-enabled | refused    | partner-not-enabled | 1
            unexpected  | incomplete | unexpected-answer   | 1
            """;

    /**
     * By hand, for the two answers that are narrowed down by halving. The number of requests is that of the people in
     * them, in their order. The middle batch is left out where another one may take a part of the refusals.
     */
    private static final String NARROWED = """
            rejected  | NAMING | ONCE        | incomplete | unexpected-answer | 1                   | 0
            rejected  | NAMING | THREE_TIMES | incomplete | unexpected-answer | 1                   | 0
            rejected  | NAMING | FOR_EVER    | incomplete | unexpected-answer | 1                   | 0
            rejected  | FIRST  | ONCE        | completed  |                   | 4 22 44             | 0
            rejected  | FIRST  | THREE_TIMES | completed  | rejected-ids      | 421 12 44           | 1
            rejected  | FIRST  | FOR_EVER    | incomplete | unexpected-answer | 4211211 42112       | 0
            rejected  | MIDDLE | ONCE        | completed  |                   | 4 4 22 4            | 0
            rejected  | MIDDLE | FOR_EVER    | completed  | rejected-ids      | 4 4211211 4211211   | 8
            rejected  | LAST   | ONCE        | completed  |                   | 44 4 22             | 0
            rejected  | LAST   | THREE_TIMES | completed  | rejected-ids      | 44 421 12           | 1
            rejected  | LAST   | FOR_EVER    | completed  | rejected-ids      | 44 4211211          | 4
            too-large | NAMING | ONCE        | incomplete | unexpected-answer | 1                   | 0
            too-large | NAMING | THREE_TIMES | incomplete | unexpected-answer | 1                   | 0
            too-large | NAMING | FOR_EVER    | incomplete | unexpected-answer | 1                   | 0
            too-large | FIRST  | ONCE        | completed  |                   | 4 22 44             | 0
            too-large | FIRST  | THREE_TIMES | incomplete | unexpected-answer | 421                 | 0
            too-large | FIRST  | FOR_EVER    | incomplete | unexpected-answer | 421                 | 0
            too-large | MIDDLE | ONCE        | completed  |                   | 4 4 22 4            | 0
            too-large | MIDDLE | FOR_EVER    | incomplete | unexpected-answer | 4 421               | 0
            too-large | LAST   | ONCE        | completed  |                   | 44 4 22             | 0
            too-large | LAST   | THREE_TIMES | incomplete | unexpected-answer | 44 421              | 0
            too-large | LAST   | FOR_EVER    | incomplete | unexpected-answer | 44 421              | 0
            """;

    /** Where in a run Braze says it. A place more is a constant more. */
    enum Place {
        NAMING,
        FIRST,
        MIDDLE,
        LAST;

        /** How many batches were accepted before. */
        int before() {
            return Math.max(0, ordinal() - FIRST.ordinal());
        }

        /** The first request of a run goes alone, behind the last one nothing is left: only here another may be under way. */
        boolean isBesideAnother() {
            return this == MIDDLE;
        }
    }

    /** How often Braze says it before it is itself again. */
    enum Often {
        ONCE(1),
        THREE_TIMES(3),
        FOR_EVER(-1);

        final int times;

        Often(int times) {
            this.times = times;
        }
    }

    /** By hand: what a status without a body means. */
    static String meaning(int status) {
        return switch (status) {
            case 400 -> "rejected";
            case 401 -> "key-refused";
            case 413 -> "too-large";
            case 423, 429 -> "busy";
            case 408, 425 -> "unavailable";
            default -> status < 300 ? "accepted" : status < 500 ? "unexpected" : "unavailable";
        };
    }

    static boolean isNarrowed(String meaning) {
        return rows(NARROWED).anyMatch(row -> row[0].equals(meaning));
    }

    static boolean isKnown(String meaning, Place place, Often often) {
        return !isNarrowed(meaning) || narrowed(meaning, place, often).findAny().isPresent();
    }

    static Ending of(String meaning, Place place, Often often) {
        if (isNarrowed(meaning)) {
            return narrowed(meaning, place, often).findAny().orElseThrow();
        }
        String[] row = rows(ENDINGS)
                .filter(cells -> cells[0].equals(meaning))
                .findAny()
                .orElseThrow();
        int whole = place == Place.NAMING ? 4 : 3;
        boolean heals = row[3].equals("all");
        if (meaning.equals("accepted")) {
            return new Ending(row[1], List.of(), whole, 0, 0);
        }
        if (heals && often != Often.FOR_EVER) {
            return new Ending("completed", List.of(), whole + often.times, 0, 0);
        }
        int attempts = heals ? 1 + RETRIES : 1;
        return new Ending(
                row[1], List.of(row[2]), place.before() + attempts, place.isBesideAnother() ? attempts : 0, 0);
    }

    private static Stream<Ending> narrowed(String meaning, Place place, Often often) {
        return rows(NARROWED)
                .filter(row -> row[0].equals(meaning) && row[1].equals(place.name()) && row[2].equals(often.name()))
                .map(row -> new Ending(
                        row[3],
                        Stream.of(row[4]).filter(code -> !code.isEmpty()).toList(),
                        row[5].replace(" ", "").length(),
                        place.isBesideAnother() && row[3].equals("incomplete") ? 1 : 0,
                        Integer.parseInt(row[6])));
    }

    private static Stream<String[]> rows(String table) {
        return table.lines()
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new));
    }
}
