// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.host;

import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.h2.jdbcx.JdbcDataSource;

/**
 * An application of Camel Main: a DataSource {@code warehouse} with one buyer, routes and settings of its own, and
 * beside them our route files, read from the classpath as a host reads them. Braze is a stand-in in this process.
 */
final class Host implements AutoCloseable {
    static final String COHORT = "shop-Buyers";
    static final String DATA_IMPORT_KEY = "the-data-import-key";
    static final String PARTNER_API_KEY = "the-partner-api-key";

    final Sandbox braze;
    private final Path folder;
    private final Main main = new Main();
    private final Properties settings = new Properties();
    private final List<String> files = new ArrayList<>();
    private final JdbcDataSource warehouse = new JdbcDataSource();
    private final Connection kept;

    Host(Path folder) throws IOException, SQLException {
        this.folder = folder;
        braze = Sandbox.start(SandboxOptions.defaults().withKeys(DATA_IMPORT_KEY, PARTNER_API_KEY));
        warehouse.setUrl("jdbc:h2:mem:" + folder.getFileName());
        kept = warehouse.getConnection();
        try (Statement statement = kept.createStatement()) {
            statement.execute("CREATE TABLE buyer AS SELECT 'ada' AS external_id");
        }
        main.bind("warehouse", warehouse);
    }

    /** Our settings, and our route files. */
    Host withUs() throws IOException {
        return withUs(Readme.routeFiles());
    }

    /** Our settings, and these of our route files. */
    Host withUs(List<String> routes) {
        files.addAll(routes);
        return set("braze.instance", braze.endpoint().toString())
                .set("braze.partner", "shop")
                .set("braze.data-import-key", DATA_IMPORT_KEY)
                .set("braze.partner-api-key", PARTNER_API_KEY)
                .set("state.jdbc-url", "jdbc:duckdb:" + folder.resolve("state.duckdb"));
    }

    /** With the audience {@code buyers}, by a file of the host's own. */
    Host withBuyers() throws IOException {
        return file("""
                - templatedRoute:
                    routeId: buyers
                    routeTemplateRef: cohort-sync
                    parameters:
                      - name: cohortName
                        value: Buyers
                      - name: query
                        value: SELECT external_id FROM buyer
                """);
    }

    /** With one more route file of its own. */
    Host file(String yaml) throws IOException {
        Path file = folder.resolve("host-" + files.size() + ".camel.yaml");
        Files.writeString(file, yaml);
        files.add("file:" + file);
        return this;
    }

    Host set(String name, String value) {
        settings.setProperty(name, value);
        return this;
    }

    Host with(RouteBuilder routes) {
        main.configure().addRoutesBuilder(routes);
        return this;
    }

    Host start() throws Exception {
        set("camel.main.routes-include-pattern", files.isEmpty() ? "false" : String.join(",", files));
        main.setOverrideProperties(settings);
        main.start();
        return this;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** What comes out of an endpoint, a failure included. */
    Exchange ask(String endpoint, Object body, Map<String, Object> headers) throws IOException {
        try (var caller = context().createProducerTemplate()) {
            return caller.request(endpoint, exchange -> {
                exchange.getMessage().setHeaders(new HashMap<>(headers));
                exchange.getMessage().setBody(body);
            });
        }
    }

    Exchange sync(Object name) throws IOException {
        return ask("direct:sync-audience", name, Map.of());
    }

    Set<String> members() {
        return braze.members(COHORT);
    }

    @Override
    public void close() throws SQLException {
        main.stop();
        braze.close();
        kept.close();
    }
}
