// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Lets no answer be longer than 64 KiB, nor come in for longer than a minute: Braze's own are a line. What is behind that
 * is not read, and its connection not used again.
 */
final class ShortAnswer implements HttpResponseInterceptor {
    private static final int LONGEST = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public void process(HttpResponse response, EntityDetails details, HttpContext context) {
        if (response instanceof ClassicHttpResponse answer && answer.getEntity() != null) {
            answer.setEntity(new HttpEntityWrapper(answer.getEntity()) {
                @Override
                public InputStream getContent() throws IOException {
                    return new Beginning(super.getContent(), answer);
                }

                @Override
                public boolean isRepeatable() {
                    return false;
                }
            });
        }
    }

    /** The beginning of an answer. */
    private static final class Beginning extends FilterInputStream {
        private final ClassicHttpResponse answer;
        private final long began = System.nanoTime();
        private int left = LONGEST;

        Beginning(InputStream whole, ClassicHttpResponse answer) {
            super(whole);
            this.answer = answer;
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
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new InterruptedIOException("the answer came in for longer than " + PATIENCE);
            }
            int read = next(buffer, offset, Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }

        /** An answer that says no has said it by its status, even if it breaks off then. */
        private int next(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException broken) {
                if (answer.getCode() < 300) {
                    throw broken;
                }
                answer.close();
                return -1;
            }
        }
    }
}
