// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** A program that tidies DuckDB's library away, works, and waits to be killed. */
final class NativeLibraryProbe {
    private NativeLibraryProbe() {}

    public static void main(String[] arguments) throws IOException {
        NativeLibrary.load();
        try (MembershipStore store = new DuckDbMembership(Path.of(arguments[0]), Clock.systemUTC());
                CohortMemory memory = store.open(MembershipStoreContract.KEY, MembershipStoreContract.NOW)) {
            MembershipStoreContract.sync(memory, "run", MembershipStoreContract.NASTY);
            System.out.println("members: " + memory.members());
            if (System.in.read() < 0) {
                throw new IOException("nobody waits for this process");
            }
        }
    }
}
