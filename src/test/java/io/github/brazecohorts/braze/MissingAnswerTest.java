// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.brazecohorts.braze.BrazeException.Unavailable;
import io.github.brazecohorts.braze.BrazeException.Untrusted;
import io.github.brazecohorts.braze.BrazeException.WrongInstance;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What it means that there is no answer, for every way in which the HTTP client and Java say that a line broke. */
class MissingAnswerTest {
    /** What stands in the text of the library's exceptions, and must not stand in ours. */
    private static final String HOST = "rest.iad-03.braze.com/10.0.0.1:443";

    /** A person has put down another address, or somebody stands in the middle: nothing was sent. */
    static Stream<IOException> anotherHost() {
        return Stream.of(
                new UnknownHostException(HOST),
                new SSLPeerUnverifiedException("Certificate for <" + HOST + "> doesn't match any of the names"),
                handshake(new CertificateException("No subject alternative DNS name matching " + HOST + " found.")),
                handshake(new CertificateException("No subject alternative names present")),
                handshake(new CertificateException("No name matching " + HOST + " found")),
                handshake(new IllegalStateException(new CertificateException("No name matching " + HOST + " found"))));
    }

    @ParameterizedTest
    @MethodSource("anotherHost")
    void anUnknownHostOrACertificateForAnotherNameIsTheWrongInstance(IOException line) {
        BrazeException meaning = meaning(line);

        assertThat(meaning).isInstanceOf(WrongInstance.class);
        assertThat(meaning.surelyNotApplied()).isTrue();
    }

    static Stream<IOException> untrusted() {
        return Stream.of(
                handshake(new CertPathBuilderException("unable to find valid certification path to " + HOST)),
                handshake(new CertPathValidatorException("signature check failed of " + HOST)),
                handshake(new CertificateExpiredException("NotAfter: Sun Nov 01 00:00:00 UTC 2026 " + HOST)),
                handshake(new CertificateNotYetValidException("NotBefore: Sun Nov 01 00:00:00 UTC 2099 " + HOST)),
                handshake(new IllegalStateException(new CertPathBuilderException(HOST))));
    }

    @ParameterizedTest
    @MethodSource("untrusted")
    void aCertificateThatNobodyVouchesForIsUntrusted(IOException line) {
        BrazeException meaning = meaning(line);

        assertThat(meaning).isInstanceOf(Untrusted.class);
        assertThat(meaning.surelyNotApplied()).isTrue();
    }

    static Stream<Arguments> neverCameAbout() {
        String nobody = "no connection: nobody listens there";
        String late = "no connection in time";
        return Stream.of(
                arguments(new ConnectException(HOST), nobody),
                arguments(new HttpHostConnectException("Connect to " + HOST + " failed: Connection refused"), nobody),
                arguments(new NoRouteToHostException(HOST), nobody),
                arguments(new ConnectTimeoutException("Connect to " + HOST + " failed: timed out"), late),
                arguments(new ConnectionRequestTimeoutException(HOST), late));
    }

    @ParameterizedTest
    @MethodSource("neverCameAbout")
    void aConnectionThatNeverCameAboutHasSurelyAppliedNothing(IOException line, String text) {
        BrazeException meaning = meaning(line);

        assertThat(meaning).isInstanceOf(Unavailable.class).hasMessage(text);
        assertThat(meaning.surelyNotApplied()).isTrue();
    }

    static Stream<IOException> silence() {
        return Stream.of(
                new SocketTimeoutException("Read timed out of " + HOST),
                new InterruptedIOException("the answer came in for longer than a minute " + HOST));
    }

    @ParameterizedTest
    @MethodSource("silence")
    void whatIsNotAnsweredInTimeMayHaveBeenApplied(IOException line) {
        BrazeException meaning = meaning(line);

        assertThat(meaning).isInstanceOf(Unavailable.class).hasMessage("no answer in time");
        assertThat(meaning.surelyNotApplied()).isFalse();
    }

    static Stream<IOException> broken() {
        return Stream.of(
                new SocketException("Connection reset by " + HOST),
                new NoHttpResponseException(HOST + " failed to respond"),
                new ConnectionClosedException("Premature end of Content-Length delimited message body of " + HOST),
                new TruncatedChunkException("Truncated chunk from " + HOST),
                new MalformedChunkCodingException("Bad chunk header from " + HOST),
                new MessageConstraintException("Maximum header count exceeded by " + HOST),
                new ClientProtocolException(new ProtocolException("Invalid status line of " + HOST)),
                new ClosedChannelException(),
                new EOFException(HOST),
                new ZipException("Not in GZIP format: " + HOST),
                new SSLException("Unsupported or unrecognized SSL message from " + HOST),
                new SSLProtocolException("Tag mismatch of " + HOST),
                new SSLHandshakeException("Remote host terminated the handshake: " + HOST),
                new IOException(HOST));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatBreaksOtherwiseMayHaveBeenApplied(IOException line) {
        BrazeException meaning = meaning(line);

        assertThat(meaning)
                .isInstanceOf(Unavailable.class)
                .hasMessage("the line broke before the answer was complete ("
                        + line.getClass().getSimpleName() + ")");
        assertThat(meaning.surelyNotApplied()).isFalse();
    }

    private static BrazeException meaning(IOException line) {
        BrazeException meaning = Answer.missing(line);

        assertThat(meaning).hasNoCause().hasMessageNotContaining("braze.com");
        assertThat(meaning.getMessage()).doesNotContain("10.0.0.1");
        assertThat(meaning.status()).isZero();
        assertThat(meaning.namedWait()).isEmpty();
        return meaning;
    }

    private static SSLHandshakeException handshake(Exception cause) {
        SSLHandshakeException handshake = new SSLHandshakeException("PKIX of " + HOST);
        handshake.initCause(cause);
        return handshake;
    }
}
