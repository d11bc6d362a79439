// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.membership.NativeLibrary;
import java.nio.file.Path;

/** Native libraries, before anything else is done. */
final class Libraries {
    private Libraries() {}

    /** Keeps what DuckDB unpacks in a folder of this user's own, so that killed processes do not fill the disk. */
    static void prepare() {
        NativeLibrary.keepIn(
                Path.of(System.getProperty("java.io.tmpdir"), "braze-cohorts-" + System.getProperty("user.name")));
    }
}
