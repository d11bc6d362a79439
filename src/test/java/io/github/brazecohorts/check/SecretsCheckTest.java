// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsCheckTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "braze.data-import-key = s3cret",
                "braze.partner-api-key=s3cret",
                "braze.workspaces.emea.data-import-key = s3cret",
                "state.password: s3cret",
                "camel.beans.warehouse.password = s3cret",
                "camel.beans.warehouse.Password = s3cret",
                "camel.beans.warehouse.password = {{env:WAREHOUSE_PASSWORD:s3cret}}",
                "camel.beans.warehouse.password = {{sys:warehouse.password:s3cret}}",
                "camel.beans.warehouse.password = s3cret{{env:REST}}",
                "camel.beans.warehouse.jdbcUrl = jdbc:postgresql://db/shop?user=reader&password=s3cret",
                "state.jdbc-url = jdbc:postgresql://db/shop?password=s3cret"
            })
    void warnsOfASecretInPlainTextAndDoesNotShowIt(String line) throws IOException {
        String name = line.split(" ?[=:]")[0];
        assertThat(findings(line)).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
            assertThat(finding.subject()).isEqualTo(name);
            assertThat(finding.toString()).doesNotContain("s3cret");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "braze.data-import-key =",
                "braze.data-import-key = {{env:BRAZE_DATA_IMPORT_KEY}}",
                "#braze.data-import-key = s3cret",
                "state.password = {{file:/run/secrets/state}}",
                "camel.beans.warehouse.password = {{warehouse-password}}",
                "camel.beans.warehouse.password = {{hashicorp:secret:shop#password}}",
                "camel.beans.warehouse.jdbcUrl = jdbc:postgresql://db/shop?password={{env:PASSWORD}}",
                "camel.beans.warehouse.jdbcUrl = jdbc:postgresql://db/passwords",
                "braze.partner = shop"
            })
    void findsNothingElse(String line) throws IOException {
        assertThat(findings(line))
                .singleElement()
                .isEqualTo(Finding.ok("secrets", "application.properties", "holds no secret in plain text"));
    }

    @Test
    void namesTheEnvironmentVariableThatItBelongsInto() throws IOException {
        assertThat(findings("camel.beans.warehouse.password = s3cret"))
                .singleElement()
                .extracting(Finding::remedy)
                .isEqualTo("Put it into the environment variable WAREHOUSE_PASSWORD, and write here:"
                        + " {{env:WAREHOUSE_PASSWORD}}.");
        assertThat(findings("braze.data-import-key = s3cret"))
                .singleElement()
                .extracting(Finding::remedy)
                .isEqualTo("Put it into the environment variable BRAZE_DATA_IMPORT_KEY, and write here:"
                        + " {{env:BRAZE_DATA_IMPORT_KEY}}.");
    }

    @Test
    void doesNotClaimThatAFileIsCleanWhichItCannotRead() throws IOException {
        assertThat(findings("camel.beans.warehouse.username = \\u00zz"))
                .singleElement()
                .extracting(Finding::verdict)
                .isEqualTo(Verdict.WARNING);
    }

    @Test
    void saysNothingOfAFileThatIsNotThere() {
        assertThat(new SecretsCheck(folder.resolve("gone.properties")).findings())
                .isEmpty();
    }

    private List<Finding> findings(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("application.properties"), line + "\n");
        return new SecretsCheck(file).findings();
    }
}
