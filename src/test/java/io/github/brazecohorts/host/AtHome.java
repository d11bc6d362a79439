// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.host;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests in a host, each in one of its own. */
abstract class AtHome {
    @TempDir
    Path folder;

    Host host;

    @BeforeEach
    void prepare() throws Exception {
        host = new Host(folder);
    }

    @AfterEach
    void clear() throws Exception {
        host.close();
    }
}
