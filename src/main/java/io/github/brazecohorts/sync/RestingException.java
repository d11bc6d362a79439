// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

/** The audience was retired: its schedule rests until somebody syncs it by hand. */
public class RestingException extends Exception {
    RestingException(String audience) {
        super(audience + " was retired and rests; type `sync " + audience + "` to let it go on");
    }
}
