// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * A message to a person: what happened and what to do. It never holds a key, an id, or what a server answered. Its field
 * names in snake_case are a contract with other people's scripts; those without a value are left out.
 *
 * @param code stable, for machines
 * @param audience the NAME of the audience; null where the cause is the workspace's
 * @param audiences the NAMEs of all audiences that suffer from the workspace's cause; null where the cause is one
 *     audience's
 * @param workspace the name of the workspace
 * @param title one line
 * @param whatHappened in words that a marketing-operations person follows, with what it means for people
 * @param steps what to do, a sentence each, in order
 * @param since when it was first raised, ISO-8601 in UTC; null where that is not known yet
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alert(
        String code,
        String audience,
        List<String> audiences,
        String workspace,
        String title,
        String whatHappened,
        List<String> steps,
        String since) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An alert about one audience. */
    public Alert(
            String code, String audience, String workspace, String title, String whatHappened, List<String> steps) {
        this(code, audience, null, workspace, title, whatHappened, steps, null);
    }

    /** The same, of a cause that is the workspace's. */
    public Alert of(List<String> all) {
        return new Alert(code, null, List.copyOf(all), workspace, title, whatHappened, steps, since);
    }

    /** The same, first raised then. */
    public Alert since(Instant first) {
        String time = first.truncatedTo(ChronoUnit.SECONDS).toString();
        return new Alert(code, audience, audiences, workspace, title, whatHappened, steps, time);
    }

    /** Whether it is about this audience, alone or among others. */
    public boolean concerns(String name) {
        return audiences == null ? name.equals(audience) : audiences.contains(name);
    }

    /** Whether the cause is the workspace's. */
    boolean isOfWorkspace() {
        return audiences != null;
    }

    /** Whether both are about the same cause: of these one is open at a time. */
    boolean isSameAs(Alert other) {
        return code.equals(other.code)
                && workspace.equals(other.workspace)
                && (isOfWorkspace() ? other.isOfWorkspace() : audience.equals(other.audience));
    }

    /** As a map with the field names of the JSON, for routes that pass it on. */
    public Map<String, Object> map() {
        return JSON.convertValue(this, new TypeReference<>() {});
    }
}
