// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A host in the place of Braze that speaks TLS, with a certificate made for it, and the trust of this process in its
 * issuer; that is given back in the end.
 */
final class TlsHost implements AutoCloseable {
    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final Map<String, String> trustBefore = new HashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server;

    TlsHost(Path folder) {
        this.folder = folder;
        for (String property : List.of(TRUST, TRUST + "Password", TRUST + "Type")) {
            trustBefore.put(property, System.getProperty(property));
        }
    }

    /** Handshakes that were begun. */
    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    /** Serves with a certificate for this name that is good today, and is trusted. */
    URI serve(String name) throws Exception {
        return serve(name, "-1d", 30);
    }

    /** Serves with a certificate for this name, and trusts its issuer. */
    URI serve(String name, String from, int days) throws Exception {
        Path made = make(name, from, days);
        trustIssuerOf(made);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(made)) {
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
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    /** Trusts the issuer of another certificate from now on, and no longer that of this host. */
    void trustSomebodyElse() throws Exception {
        trustIssuerOf(make("elsewhere", "-1d", 30));
    }

    private void trustIssuerOf(Path made) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("issuer", read(made).getCertificate("issuer"));
        Path file = folder.resolve("trusted-" + made.getFileName());
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        System.setProperty(TRUST, file.toString());
        System.setProperty(TRUST + "Password", PASSWORD);
        System.setProperty(TRUST + "Type", "PKCS12");
    }

    private static SSLContext context(Path made) throws GeneralSecurityException, IOException {
        KeyStore all = read(made);
        Certificate[] chain = all.getCertificateChain("server");
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("server", all.getKey("server", PASSWORD.toCharArray()), PASSWORD.toCharArray(), chain);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static KeyStore read(Path made) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(made)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** An issuer, and a certificate of it. */
    private Path make(String name, String from, int days) throws Exception {
        Path made = folder.resolve(name + ".p12");
        keytool(made, "-alias", "issuer", "-dname", "CN=Issuer of " + name, "-ext", "bc:critical=ca:true");
        keytool(
                made,
                "-alias",
                "server",
                "-signer",
                "issuer",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-startdate",
                from,
                "-validity",
                Integer.toString(days));
        return made;
    }

    private static void keytool(Path made, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", made.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    @Override
    public void close() {
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
}
