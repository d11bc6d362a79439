// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.audience;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An identifier as text: exactly as the column has it, because Braze's ids are opaque and case sensitive. */
public final class Identifier {
    /** Our bound, in bytes of UTF-8. */
    public static final int LONGEST = 997;

    /** How PostgreSQL's driver answers what has no type in Java: citext and inet, but JSON too. */
    private static final String PG_OBJECT = "org.postgresql.util.PGobject";

    /** PostgreSQL's two types, and DuckDB's by its class and by its name. A string in them is quoted, and would find nobody in Braze. */
    private static final Set<String> JSON = Set.of("json", "jsonb", "JsonNode", "JSON");

    private static final List<Class<?>> IDENTIFYING =
            List.of(CharSequence.class, Character.class, UUID.class, Number.class);

    private Identifier() {}

    /**
     * The plain text form of a column's value. Numbers are written without exponent, UUIDs in lower case.
     *
     * @param value what the JDBC driver answered, not null
     * @throws SourceException if a value of this type cannot identify anybody (bytes, dates, truth values, lists,
     *     JSON)
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
        if (value instanceof Number) {
            return value.toString();
        }
        String type = type(value);
        if (isPgObject(value) && !JSON.contains(type)) {
            return value.toString();
        }
        throw unfit(type);
    }

    /**
     * The same rule for a column of which no value is there to look at.
     *
     * @param javaClass of which Java class its driver says that the values are
     * @param type what the database calls its type
     * @throws SourceException if values of this type cannot identify anybody; a class that nobody knows here is let through
     */
    public static void requireIdentifying(String javaClass, String type) throws SourceException {
        boolean fits = javaClass.equals(PG_OBJECT) && !JSON.contains(type)
                || classOf(javaClass)
                        .map(known ->
                                known == Object.class || IDENTIFYING.stream().anyMatch(c -> c.isAssignableFrom(known)))
                        .orElse(!javaClass.equals(PG_OBJECT));
        if (!fits) {
            throw unfit(type);
        }
    }

    private static Optional<Class<?>> classOf(String name) {
        try {
            return Optional.of(Class.forName(name, false, Identifier.class.getClassLoader()));
        } catch (ClassNotFoundException unknown) {
            return Optional.empty();
        }
    }

    private static SourceException unfit(String type) {
        return new SourceException("the id column holds values of the type " + type + ", which cannot identify a user; "
                + (JSON.contains(type)
                        ? "take the text out of it in the query, with ->>"
                        : "cast the column to text in the query"));
    }

    private static boolean isPgObject(Object value) {
        return value.getClass().getName().equals(PG_OBJECT);
    }

    /** What a person knows the value's type by. The driver need not be there when this class is loaded. */
    private static String type(Object value) {
        if (!isPgObject(value)) {
            return value.getClass().getSimpleName();
        }
        try {
            return (String) value.getClass().getMethod("getType").invoke(value);
        } catch (ReflectiveOperationException unlikely) {
            throw new IllegalStateException("this driver's PGobject has no getType", unlikely);
        }
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
