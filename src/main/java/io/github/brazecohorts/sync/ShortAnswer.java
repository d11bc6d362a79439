// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Lets no answer be longer than 64 KiB, nor come in for longer than a minute: Braze's own are a line. What is behind that
 * is not read, and its connection not used again.
 */
final class ShortAnswer implements HttpResponseInterceptor {
    /** An answer of so many bytes is longer than any of Braze's: it was cut off. */
    static final int LONGEST = 64 * 1024;

    private final Duration patience;

    /** @param patience how long an answer may come in */
    ShortAnswer(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void process(HttpResponse response, EntityDetails details, HttpContext context) {
        if (response instanceof ClassicHttpResponse answer && answer.getEntity() != null) {
            // By its type Camel would throw a body away that is called a Java object: then it looked empty, and
            // accepted.
            answer.removeHeaders(HttpHeaders.CONTENT_TYPE);
            if (answer.getCode() >= 300) {
                // It has said no, whatever becomes of its text: nothing is to fail in unpacking that.
                answer.removeHeaders(HttpHeaders.CONTENT_ENCODING);
            }
            answer.setEntity(new HttpEntityWrapper(answer.getEntity()) {
                @Override
                public InputStream getContent() throws IOException {
                    return new Beginning(super.getContent(), this, answer);
                }

                @Override
                public boolean isRepeatable() {
                    return false;
                }

                /** To close is to read what is left, which may break off as well. */
                @Override
                public void close() throws IOException {
                    try {
                        super.close();
                    } catch (IOException broken) {
                        requireSaidNo(answer, broken);
                    }
                }
            });
        }
    }

    /** An answer that says no has said it by its status, even if it breaks off then. */
    private static void requireSaidNo(ClassicHttpResponse answer, IOException broken) throws IOException {
        if (answer.getCode() < 300) {
            throw broken;
        }
    }

    /** The beginning of an answer. */
    private final class Beginning extends FilterInputStream {
        private final ClassicHttpResponse answer;
        private final boolean mayBeHeadersOnly;
        private final long began = System.nanoTime();
        private int left = LONGEST;

        Beginning(InputStream whole, HttpEntity entity, ClassicHttpResponse answer) {
            super(whole);
            this.answer = answer;
            this.mayBeHeadersOnly = entity.getContentLength() < 0 && !entity.isChunked() && !saysThatItCloses(answer);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                answer.close();
                return -1;
            }
            int read = next(buffer, offset, Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }

        private int next(byte[] buffer, int offset, int length) throws IOException {
            try {
                requireInTime();
                int read = in.read(buffer, offset, length);
                requireBegun(read);
                return read;
            } catch (IOException broken) {
                requireSaidNo(answer, broken);
                answer.close();
                return -1;
            }
        }

        private void requireInTime() throws InterruptedIOException {
            if (System.nanoTime() - began > patience.toNanos()) {
                throw new InterruptedIOException("the answer came in for longer than " + patience);
            }
        }

        private static boolean saysThatItCloses(ClassicHttpResponse answer) {
            Header connection = answer.getFirstHeader(HttpHeaders.CONNECTION);
            return answer.getVersion() != null && answer.getVersion().lessEquals(HttpVersion.HTTP_1_0)
                    || connection != null && HeaderElements.CLOSE.equalsIgnoreCase(connection.getValue());
        }

        /**
         * The HTTP client takes a line that breaks within the headers for their end, and for that of an empty body. Only an
         * answer that says that it ends by closing may do so.
         */
        private void requireBegun(int read) throws ConnectionClosedException {
            if (read < 0 && left == LONGEST && mayBeHeadersOnly) {
                throw new ConnectionClosedException("the answer may have broken off before its body");
            }
        }
    }
}
