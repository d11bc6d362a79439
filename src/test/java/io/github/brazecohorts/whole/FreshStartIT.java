// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who has just got the project and types the README's line. */
class FreshStartIT {
    @TempDir
    Path temp;

    @Test
    void sampleIsSyncedAndSecondTimeSendsNothing() throws Exception {
        try (Folder folder = Folder.empty(temp.resolve("fresh"))) {
            folder.copyRoutes();
            Files.copy(Folder.PROJECT.resolve("application.properties"), folder.path("application.properties"));

            JsonNode first = folder.run("sync", "--all", "--json").with(0).json("high-value");
            assertThat(first.path("status").asText()).isEqualTo("completed");
            assertThat(first.path("added").asLong())
                    .isPositive()
                    .isEqualTo(first.path("members").asLong())
                    .isEqualTo(first.path("read").asLong()
                            - first.path("skipped_null").asLong());
            assertThat(folder.path("data/state.duckdb")).exists();
            assertThat(folder.path("data/state.duckdb.sandbox.jsonl")).exists();

            assertThat(folder.run("status").with(0).err()).as("Camel's own log").isEmpty();

            JsonNode second = folder.run("sync", "--all", "--json").with(0).json("high-value");
            assertThat(second.path("requests").asLong()).isZero();
            assertThat(second.path("unchanged")).isEqualTo(first.path("added"));
        }
    }

    @Test
    void theReadmePrintsWhatTheProgramPrints() throws Exception {
        String readme = Files.readString(Folder.PROJECT.resolve("README.md"));
        try (Folder folder = Folder.empty(temp.resolve("read"))) {
            folder.copyRoutes();
            Files.copy(Folder.PROJECT.resolve("application.properties"), folder.path("application.properties"));

            for (String time : List.of("first", "second")) {
                String printed = folder.run("sync", "--all").with(0).out();
                assertThat(withoutTime(readme)).as(time).contains(withoutTime(printed));
            }
        }
    }

    /** How long it took, the last column, differs each time. */
    private static String withoutTime(String text) {
        return text.replaceAll(" *\\d+\\.\\d s(?=\\R)", "").replaceAll(" *TOOK(?=\\R)", "");
    }
}
