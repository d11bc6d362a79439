// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A message to a person: what happened and what to do. It never holds a key, an id, or what a server answered.
 *
 * @param code stable, for machines
 * @param audience the NAME of the audience
 * @param workspace the name of the workspace
 * @param title one line
 * @param whatHappened in words that a marketing-operations person follows, with what it means for people
 * @param steps what to do, a sentence each, in order
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Alert(
        String code, String audience, String workspace, String title, String whatHappened, List<String> steps) {}
