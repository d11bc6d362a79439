// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortAnswerTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration OVER = Duration.ofNanos(-1);
    private static final String SUCCESS = "{\"message\":\"success\"}";

    private int givenUp;

    @Test
    void anAnswerIsReadToItsEnd() throws IOException {
        assertThat(read(200, LONG, whole(SUCCESS))).isEqualTo(SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 503})
    void ofAnAnswerWithoutEndTheBeginningIsRead(int status) throws IOException {
        assertThat(read(status, LONG, withoutEnd())).hasSize(ShortAnswer.LONGEST);
    }

    @Test
    void anAcceptanceThatComesInForTooLongIsNoAnswer() {
        assertThatThrownBy(() -> read(200, OVER, withoutEnd())).isInstanceOf(InterruptedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 401, 404, 503})
    void anotherAnswerThatComesInForTooLongIsOne(int status) throws IOException {
        assertThat(read(status, OVER, withoutEnd())).isEmpty();
    }

    @Test
    void anAcceptanceThatBreaksOffIsNoAnswer() {
        assertThatThrownBy(() -> read(201, LONG, breakingOff(SUCCESS))).isInstanceOf(ConnectionClosedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 401, 404, 503})
    void anotherAnswerThatBreaksOffIsOne(int status) throws IOException {
        assertThat(read(status, LONG, breakingOff("Partner not"))).isEqualTo("Partner not");
    }

    @Test
    void anAcceptanceThatMayHaveBrokenOffWithinItsHeadersIsNoAnswer() throws IOException {
        assertThatThrownBy(() -> read(200, LONG, whole(""))).isInstanceOf(ConnectionClosedException.class);
        assertThat(read(503, LONG, whole(""))).isEmpty();
    }

    @Test
    void theConnectionOfWhatIsNotReadToItsEndIsGivenUpOnceAndNotReadAnyMore() throws IOException {
        for (InputStream body : new InputStream[] {withoutEnd(), breakingOff("Partner not")}) {
            ClassicHttpResponse answer = answer(
                    401,
                    new FilterInputStream(body) {
                        @Override
                        public void close() throws IOException {
                            throw new IOException("to close is to read on");
                        }
                    },
                    -1);
            givenUp = 0;
            new ShortAnswer(LONG).shorten(answer, () -> givenUp++);
            try (answer;
                    InputStream beginning = answer.getEntity().getContent()) {
                beginning.readAllBytes();
            }
            assertThat(givenUp).isEqualTo(1);
        }
    }

    @Test
    void theConnectionOfWhatIsReadToItsEndIsKept() throws IOException {
        read(401, LONG, whole("Partner not found"));
        assertThat(givenUp).isZero();
    }

    @Test
    void anEmptyBodyThatIsSaidToBeEmptyIsOne() throws IOException {
        ClassicHttpResponse answer = answer(200, whole(""), 0);
        new ShortAnswer(LONG).shorten(answer, () -> givenUp++);

        assertThat(answer.getEntity().getContent()).isEmpty();
    }

    @Test
    void anAnswerThatSaysThatItEndsByClosingMayBeEmpty() throws IOException {
        ClassicHttpResponse closing = answer(200, whole(""), -1);
        closing.setHeader("Connection", "close");
        ClassicHttpResponse old = answer(200, whole(""), -1);
        old.setVersion(HttpVersion.HTTP_1_0);
        for (ClassicHttpResponse answer : new ClassicHttpResponse[] {closing, old}) {
            new ShortAnswer(LONG).shorten(answer, () -> givenUp++);
            assertThat(answer.getEntity().getContent()).isEmpty();
        }
    }

    @Test
    void whatAnAnswerIsCalledDoesNotDecideWhetherItIsRead() {
        ClassicHttpResponse yes = answer(200, whole(SUCCESS), -1);
        ClassicHttpResponse no = answer(401, whole(SUCCESS), -1);
        for (ClassicHttpResponse answer : new ClassicHttpResponse[] {yes, no}) {
            answer.setHeader("Content-Type", "application/x-java-serialized-object");
            answer.setHeader("Content-Encoding", "gzip");
            new ShortAnswer(LONG).shorten(answer, () -> givenUp++);
            assertThat(answer.containsHeader("content-type")).isFalse();
        }
        assertThat(yes.containsHeader("content-encoding")).isTrue();
        assertThat(no.containsHeader("content-encoding")).isFalse();
    }

    private String read(int status, Duration patience, InputStream body) throws IOException {
        ClassicHttpResponse answer = answer(status, body, -1);
        new ShortAnswer(patience).shorten(answer, () -> givenUp++);
        return new String(answer.getEntity().getContent().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ClassicHttpResponse answer(int status, InputStream body, long length) {
        ClassicHttpResponse answer = new BasicClassicHttpResponse(status);
        answer.setEntity(new InputStreamEntity(body, length, ContentType.APPLICATION_JSON));
        return answer;
    }

    private static InputStream whole(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream withoutEnd() {
        return new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) ' ');
                return length;
            }
        };
    }

    private static InputStream breakingOff(String text) {
        return new SequenceInputStream(whole(text), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new ConnectionClosedException("on purpose");
            }
        });
    }
}
