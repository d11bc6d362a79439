// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** Ids, one a line, in UTF-8. They hold no control characters, so a line break ends an id and nothing else does. */
final class IdLines {
    private final CharsetEncoder strict = StandardCharsets.UTF_8.newEncoder(); // reports what it cannot encode
    private final StringBuilder lines = new StringBuilder();
    private final boolean escaped;

    private IdLines(boolean escaped) {
        this.escaped = escaped;
    }

    static IdLines plain() {
        return new IdLines(false);
    }

    /** With each backslash doubled, as COPY wants it. */
    static IdLines escaped() {
        return new IdLines(true);
    }

    void addHeader(String header) {
        lines.append(header).append('\n');
    }

    /** @throws IllegalArgumentException if it is no id */
    void add(String id) {
        requireOneLine(id);
        lines.append(escaped ? id.replace("\\", "\\\\") : id).append('\n');
    }

    /** In characters. */
    int length() {
        return lines.length();
    }

    /**
     * Takes out what was added since the last time.
     *
     * @throws IllegalArgumentException if an id is no well-formed Unicode
     */
    ByteBuffer take() {
        try {
            ByteBuffer encoded = strict.encode(CharBuffer.wrap(lines));
            lines.setLength(0);
            return encoded;
        } catch (CharacterCodingException malformed) {
            throw new IllegalArgumentException("an id that is no well-formed Unicode");
        }
    }

    private static void requireOneLine(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an empty id");
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < ' ') {
                throw new IllegalArgumentException("an id with a control character");
            }
        }
    }
}
