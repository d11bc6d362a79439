// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Lets no answer be longer than 64 KiB, nor come in for longer than a minute: Braze's own are a line. What is behind that
 * is not read, and its connection given up.
 */
final class ShortAnswer implements ExecChainHandler {
    /** An answer of so many bytes is longer than any of Braze's: it was cut off. */
    static final int LONGEST = 64 * 1024;

    private final Duration patience;

    /** @param patience how long an answer may come in */
    ShortAnswer(Duration patience) {
        this.patience = patience;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse answer = chain.proceed(request, scope);
        shorten(answer, scope.execRuntime::discardEndpoint);
        return answer;
    }

    /** @param giveUp gives its connection up */
    void shorten(ClassicHttpResponse answer, Runnable giveUp) {
        if (answer.getEntity() == null) {
            return;
        }
        // By its type Camel would throw a body away that is called a Java object: then it looked empty, and accepted.
        answer.removeHeaders(HttpHeaders.CONTENT_TYPE);
        if (answer.getCode() >= 300) {
            // It has said no, whatever becomes of its text: nothing is to fail in unpacking that.
            answer.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        }
        answer.setEntity(new Shortened(answer, giveUp));
    }

    /** A body of which only the beginning is read. */
    private final class Shortened extends HttpEntityWrapper {
        private final ClassicHttpResponse answer;
        private final Runnable giveUp;
        private boolean isGivenUp;

        Shortened(ClassicHttpResponse answer, Runnable giveUp) {
            super(answer.getEntity());
            this.answer = answer;
            this.giveUp = giveUp;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new Beginning(super.getContent(), this);
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        /** To close a body is to read what is left of it. */
        @Override
        public void close() throws IOException {
            if (!isGivenUp) {
                super.close();
            }
        }

        private void giveUp() {
            isGivenUp = true;
            giveUp.run();
        }

        /** Without a length, and not said to end by closing: then the end of the headers looks like that of the body. */
        private boolean mayBeHeadersOnly() {
            return getContentLength() < 0 && !isChunked() && !saysThatItCloses();
        }

        private boolean saysThatItCloses() {
            Header connection = answer.getFirstHeader(HttpHeaders.CONNECTION);
            return answer.getVersion() != null && answer.getVersion().lessEquals(HttpVersion.HTTP_1_0)
                    || connection != null && HeaderElements.CLOSE.equalsIgnoreCase(connection.getValue());
        }
    }

    /** The beginning of an answer. */
    private final class Beginning extends FilterInputStream {
        private final Shortened whole;
        private final long began = System.nanoTime();
        private int left = LONGEST;

        Beginning(InputStream in, Shortened whole) {
            super(in);
            this.whole = whole;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (whole.isGivenUp) {
                return -1;
            }
            if (left == 0) {
                whole.giveUp();
                return -1;
            }
            int read = next(buffer, offset, Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }

        /** An answer that says no has said it by its status, even if it breaks off then. */
        private int next(byte[] buffer, int offset, int length) throws IOException {
            try {
                requireInTime();
                int read = in.read(buffer, offset, length);
                requireBegun(read);
                return read;
            } catch (IOException broken) {
                whole.giveUp();
                if (whole.answer.getCode() < 300) {
                    throw broken;
                }
                return -1;
            }
        }

        @Override
        public void close() throws IOException {
            if (!whole.isGivenUp) {
                super.close();
            }
        }

        private void requireInTime() throws InterruptedIOException {
            if (System.nanoTime() - began > patience.toNanos()) {
                throw new InterruptedIOException("the answer came in for longer than " + patience);
            }
        }

        /**
         * The HTTP client takes a line that breaks within the headers for their end, and for that of an empty body. Only an
         * answer that says that it ends by closing may do so.
         */
        private void requireBegun(int read) throws ConnectionClosedException {
            if (read < 0 && left == LONGEST && whole.mayBeHeadersOnly()) {
                throw new ConnectionClosedException("the answer may have broken off before its body");
            }
        }
    }
}
