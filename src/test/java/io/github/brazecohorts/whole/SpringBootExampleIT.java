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
}
