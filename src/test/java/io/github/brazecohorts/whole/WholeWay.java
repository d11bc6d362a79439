// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** From a shop to Braze: one of each for each test, and a folder between them. */
abstract class WholeWay {
    static final String EVERYBODY = "SELECT external_id FROM customer";

    @TempDir
    Path temp;

    Shop shop;
    Sandbox braze;
    Folder folder;

    @BeforeEach
    void open() throws Exception {
        shop = Shop.open();
        braze = Sandbox.start(SandboxOptions.defaults().withKeys("data-import-key", "partner-api-key"));
        folder = Folder.between(temp.resolve("home"), shop, braze.endpoint().toString());
    }

    @AfterEach
    void close() throws Exception {
        folder.close();
        braze.close();
        shop.close();
    }

    static List<String> people(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "person-" + n).toList();
    }
}
