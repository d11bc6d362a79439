// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.brazecohorts.report.RunReport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host whose certificate is good, but for another name: it is not Braze, and gets no request and no second chance. */
class WrongInstanceFlowTest extends OnBench {
    private static final String PASSWORD = "changeit";
    private static final String TRUST = "javax.net.ssl.trustStore";

    private final Map<String, String> trustBefore = new HashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;

    @BeforeEach
    void keepTrust() {
        for (String property : new String[] {TRUST, TRUST + "Password", TRUST + "Type"}) {
            trustBefore.put(property, System.getProperty(property));
        }
        bench.people("ada");
    }

    @AfterEach
    void closeServer() {
        trustBefore.forEach((property, value) -> {
            if (value == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void aCertificateForTheRightNameIsAccepted() throws Exception {
        serve("localhost");
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(requests).hasValue(2);
    }

    @Test
    void aCertificateForAnotherNameEndsTheRunAtOnce() throws Exception {
        serve("braze.example");
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("refused");
        assertThat(Bench.codes(report)).containsExactly("wrong-instance");
        assertThat(report.requests()).isEqualTo(1);
        assertThat(report.retries()).isZero();
        assertThat(connections).hasValue(1);
        assertThat(requests).as("no key went there").hasValue(0);
    }

    @Test
    void aCertificateThatNobodyVouchesForEndsTheRunAtOnce() throws Exception {
        serve("localhost");
        System.setProperty(TRUST, certificate("other.p12", "localhost").toString());
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
        assertThat(report.alerts().get(0).whatHappened()).contains("certificate");
        assertThat(report.retries()).isZero();
        assertThat(requests).as("no key went there").hasValue(0);
    }

    /** Starts a server with a certificate for this name, which this process trusts, in the place of Braze. */
    private void serve(String name) throws Exception {
        Path store = certificate("server.p12", name);
        System.setProperty(TRUST, store.toString());
        System.setProperty(TRUST + "Password", PASSWORD);
        System.setProperty(TRUST + "Type", "PKCS12");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys(store)) {
            @Override
            public void configure(HttpsParameters parameters) {
                connections.incrementAndGet();
                super.configure(parameters);
            }
        });
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        server.start();
        bench.setting(
                "braze.instance", "https://localhost:" + server.getAddress().getPort());
    }

    private Path certificate(String file, String name) throws Exception {
        Path store = folder.resolve(file);
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes());
        assertThat(made.waitFor()).as(said).isZero();
        return store;
    }

    private static SSLContext keys(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
