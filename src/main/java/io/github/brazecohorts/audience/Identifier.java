// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** An identifier as text: exactly as the column has it, because Braze's ids are opaque and case sensitive. */
public final class Identifier {
    /** Our bound, in bytes of UTF-8. */
    public static final int LONGEST = 997;

    private Identifier() {}

    /**
     * The plain text form of a column's value. Numbers are written without exponent, UUIDs in lower case.
     *
     * @param value what the JDBC driver answered, not null
     * @throws SourceException if a value of this type cannot identify anybody (bytes, dates, truth values, lists)
     */
    public static String text(Object value) throws SourceException {
        if (value instanceof CharSequence || value instanceof Character || value instanceof UUID) {
            return value.toString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            return floating(value.toString());
        }
        if (value instanceof Number || value.getClass().getName().equals("org.postgresql.util.PGobject")) {
            return value.toString();
        }
        throw new SourceException(
                "the id column holds values of the type " + value.getClass().getSimpleName()
                        + ", which cannot identify a user; cast the column to text in the query");
    }

    private static String floating(String text) {
        return text.matches("-?[0-9.]+(E-?[0-9]+)?")
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : "";
    }

    /** Whether Braze can be sent this: not blank, no control characters, well-formed, at most {@value #LONGEST} bytes. */
    public static boolean isValid(String text) {
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
            blank &= Character.isWhitespace(c) || Character.isSpaceChar(c);
        }
        return !blank && fits(text);
    }

    private static boolean fits(String text) {
        return text.length() <= LONGEST / 3
                || text.length() <= LONGEST && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
}
