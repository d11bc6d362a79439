// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The application in {@code examples/spring-boot}, built with the installed library and started as its README says. */
class SpringBootExampleIT {
    private static final String FIRST = "buyers: completed, added 3, requests 2";
    private static final String NEXT = "buyers: completed, added 0, requests 0";

    private final Example shop = new Example("spring-boot");

    @AfterEach
    void end() throws Exception {
        shop.close();
    }

    @Test
    void itsScheduleKeepsTheCohortAndItsOwnRouteIsTold() throws Exception {
        assertThat(shop.readme()).contains(FIRST, NEXT.substring("buyers: completed, ".length()));

        assertThat(shop.runUntil(FIRST, NEXT)).doesNotContain("ada");
    }

    @Test
    void settingsOfItsOwnKindAreSeenAsInAFile() throws Exception {
        assertThat(shop.runToItsEnd("--braze.batch-siz=5", "--braze.workspaces.eu.instance=nowhere"))
                .contains("braze.batch-siz is not a setting; the nearest one is braze.batch-size")
                .contains("braze.workspaces.eu.instance");
    }
}
