// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.audience.Mode;
import io.github.brazecohorts.audience.Parameters;
import io.github.brazecohorts.membership.KnownCohort;
import io.github.brazecohorts.membership.Owner;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Makes a run of a NAME and of what is asked. */
final class Opening {
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Audiences audiences;
    private final Workspaces workspaces;
    private final Standing standing;
    private final Clock clock;

    Opening(Audiences audiences, Workspaces workspaces, Standing standing, Clock clock) {
        this.audiences = audiences;
        this.workspaces = workspaces;
        this.standing = standing;
        this.clock = clock;
    }

    /** @throws UnknownAudienceException if there is no such audience, or it has a mistake */
    SyncRun open(Object name, Asked asked) throws UnknownAudienceException {
        if (asked.retired().isPresent()) {
            KnownCohort cohort = known(String.valueOf(name), asked.retired().get());
            return run(retired(cohort), cohort.owner().test(), asked);
        }
        Audience audience = configured(name);
        return asked.limit().isPresent()
                ? run(audience.test(workspaces.of(audience).cohortIdPrefix()), true, asked)
                : run(audience, false, asked);
    }

    private SyncRun run(Audience audience, boolean test, Asked asked) {
        return new SyncRun(
                newId(),
                audience,
                test,
                workspaces.of(audience),
                ofWorkspace(audience),
                standing.isStateShared(),
                asked,
                clock.instant());
    }

    private List<String> ofWorkspace(Audience audience) {
        return Stream.concat(
                        Stream.of(audience.name()),
                        audiences.all().stream()
                                .filter(other -> other.workspace().equals(audience.workspace()))
                                .map(Audience::name))
                .distinct()
                .sorted()
                .toList();
    }

    private Audience configured(Object name) throws UnknownAudienceException {
        if (!(name instanceof String text) || !audiences.names().contains(text)) {
            throw UnknownAudienceException.unknown(audiences.names());
        }
        return audiences
                .find(text)
                .orElseThrow(() -> UnknownAudienceException.mistaken(text, audiences.problems(text)));
    }

    private KnownCohort known(String name, String cohortId) throws UnknownAudienceException {
        return standing.known(name).stream()
                .filter(cohort -> cohort.key().cohortId().equals(cohortId))
                .findFirst()
                .orElseThrow(() -> UnknownAudienceException.unknown(audiences.names()));
    }

    /** The audience as the state knows it: it may be gone from the routes, or have another cohort by now. */
    private Audience retired(KnownCohort cohort) throws UnknownAudienceException {
        String name = cohort.owner().audience();
        Owner owner = withKindOfIds(cohort.owner());
        return new Audience(
                name,
                cohort.name(),
                "",
                Optional.empty(),
                ZoneOffset.UTC,
                "",
                cohort.key().workspace(),
                "",
                owner.idType(),
                Optional.of(owner.aliasLabel()).filter(label -> !label.isEmpty()),
                Optional.of(cohort.key().cohortId()),
                Mode.MIRROR,
                audiences.find(name).map(Audience::maxRemovedPercent).orElse(Parameters.MAX_REMOVED_PERCENT),
                OptionalLong.empty(),
                0);
    }

    /** An early state did not keep the kind of ids: then it is what the audience says. */
    private Owner withKindOfIds(Owner owner) throws UnknownAudienceException {
        if (!owner.idType().isEmpty()) {
            return owner;
        }
        Audience audience = audiences
                .find(owner.audience())
                .orElseThrow(() -> UnknownAudienceException.ofUnknownKind(owner.audience()));
        return new Owner(
                owner.audience(), audience.idType(), audience.aliasLabel().orElse(""), owner.test());
    }

    private String newId() {
        byte[] random = new byte[3];
        ThreadLocalRandom.current().nextBytes(random);
        return DAY_AND_TIME.format(clock.instant()) + "-" + HexFormat.of().formatHex(random);
    }
}
