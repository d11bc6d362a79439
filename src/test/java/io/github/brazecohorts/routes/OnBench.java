// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests on the route files that we ship, each in a folder and a context of its own. */
abstract class OnBench {
    @TempDir
    Path folder;

    Bench bench;

    @BeforeEach
    void prepare() {
        bench = new Bench(folder);
    }

    @AfterEach
    void clear() {
        bench.close();
    }
}
