// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.Driver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver of a database that is not inside: a jar in {@code drivers/} beside the settings. */
class DriversIT extends WholeWay {
    private static final String PEOPLE = "SELECT 'ada' AS external_id UNION SELECT 'bob'";

    @BeforeEach
    void readFromAnotherDatabase() throws Exception {
        folder.audience("buyers", PEOPLE).set("camel.beans.warehouse.jdbcUrl", "jdbc:h2:mem:shop");
        Files.createDirectories(folder.path("drivers"));
    }

    @Test
    void aJarInDriversIsFound() throws Exception {
        URI jar =
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Files.copy(Path.of(jar), folder.path("drivers/h2.jar"));

        folder.run("sync", "buyers").with(0);

        assertThat(braze.members(Folder.cohort("buyers"))).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void withoutItTheSourceFails() throws Exception {
        assertThat(folder.run("sync", "buyers").with(1).out()).contains("source-failed");
    }

    @Test
    void whatIsNoJarIsRefused() throws Exception {
        Files.writeString(folder.path("drivers/h2.jar"), "not a jar");

        assertThat(folder.run("sync", "buyers").with(2).err()).contains("drivers/h2.jar is not a jar that can be read");
    }
}
