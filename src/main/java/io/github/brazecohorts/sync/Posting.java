// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.braze.Answer;
import io.github.brazecohorts.braze.BrazeException;
import io.github.brazecohorts.braze.CohortName;
import io.github.brazecohorts.braze.CohortUsers;
import io.github.brazecohorts.braze.IdType;
import io.github.brazecohorts.braze.Keys;
import io.github.brazecohorts.delivery.Batch;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.Operation;
import io.github.brazecohorts.membership.Outcome;
import io.github.brazecohorts.report.Watcher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The stage that speaks to Braze: what is sent, when it may leave, what was answered. */
public final class Posting {
    /** Which retry an attempt is; null with the first. */
    private static final String RETRY = "brazeCohortsRetry";

    private static final String LEFT_AT = "brazeCohortsLeftAt";

    private final Clock clock;
    private final Paces paces;
    private final Watcher watcher;

    /**
     * @param watcher is told of every request
     */
    public Posting(Clock clock, Paces paces, Watcher watcher) {
        this.clock = clock;
        this.paces = paces;
        this.watcher = watcher;
    }

    /** The body that names the run's cohort. */
    public CohortName nameRequest(SyncRun run) {
        Keys keys = run.workspace().keys().get();
        return new CohortName(
                keys.partnerApiKey(),
                keys.clientSecret(),
                run.cohort().cohortId(),
                run.audience().cohortName(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** The body that delivers a batch. */
    public CohortUsers usersRequest(SyncRun run, Batch batch) {
        Keys keys = run.workspace().keys().get();
        IdType type = IdType.valueOf(run.audience().idType().toUpperCase(Locale.ROOT));
        return new CohortUsers(
                keys.partnerApiKey(),
                keys.clientSecret(),
                run.cohort().cohortId(),
                List.of(type.members(
                        batch.ids(), run.audience().aliasLabel().orElse(null), batch.operation() == Operation.REMOVE)));
    }

    /** A body that changes nobody: whether Braze accepts it says whether it takes the keys. Segment's destination does so. */
    public CohortUsers keyCheck(SyncRun run) {
        Keys keys = run.workspace().keys().get();
        return new CohortUsers(
                keys.partnerApiKey(), keys.clientSecret(), run.cohort().cohortId(), List.of());
    }

    /**
     * Waits until one more request may leave to the workspace, notes durably that what it carries may have been sent, and
     * counts it. This is the last moment before the socket: whatever fails before it has sent nothing.
     *
     * @param batch what it carries; null where it carries nobody
     * @param exchange keeps which attempt it is, and when it left
     * @throws StoppedException if the run was stopped meanwhile
     * @throws io.github.brazecohorts.membership.StateException if it cannot be noted, or another node has the cohort by
     *     now; then it must not leave
     */
    public void pace(SyncRun run, Batch batch, Exchange exchange) throws InterruptedException, StoppedException {
        run.requireGoingOn();
        // A key that is only checked is no run: the state is not touched for one request.
        if (run.held().isPresent() && !paces.of(run).take(run::awaitStop)) {
            throw new StoppedException();
        }
        if (batch != null) {
            run.memory().mayLeave(batch.first(), batch.last());
        } else {
            run.held().ifPresent(CohortMemory::requireHeld);
        }
        boolean first = batch == null ? run.tally().withoutPeople.getAndIncrement() == 0 : batch.attempt();
        if (batch != null && first) {
            run.tally().batches.incrementAndGet();
        }
        run.tally().requests.incrementAndGet();
        if (!first) {
            run.tally().retries.incrementAndGet();
        }
        exchange.setProperty(RETRY, exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER));
        exchange.setProperty(LEFT_AT, System.nanoTime());
    }

    /**
     * Reads what was answered, and returns only if it was accepted. Notes durably that an attempt was surely not applied:
     * without that it counts as unanswered.
     *
     * @param batch what the request carried; null where it carried nobody
     * @throws BrazeException what else it means
     * @throws IOException if the answer breaks off
     */
    public void readAnswer(SyncRun run, Batch batch, Exchange exchange) throws BrazeException, IOException {
        Message answer = exchange.getMessage();
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        try {
            String beginning = beginning(answer);
            tell(run, status, exchange);
            Answer.check(status, name -> answer.getHeader(name, String.class), beginning, clock.instant());
        } catch (BrazeException no) {
            noteNotApplied(run, batch, no);
            no.namedWait().ifPresent(wait -> keepTo(run, wait, no instanceof BrazeException.LongWait));
            throw no;
        } finally {
            answer.setBody(null);
        }
    }

    /**
     * There was no answer, or half of one. Camel counts its retries in a header of the message, of which the HTTP
     * component leaves nothing where an answer breaks off: without its count it would try for ever.
     *
     * @throws BrazeException what it means, always
     */
    public void lineBroke(SyncRun run, Batch batch, Exchange exchange) throws BrazeException {
        exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, exchange.getProperty(RETRY));
        tell(run, Watcher.NO_ANSWER, exchange);
        BrazeException missing = Answer.missing(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, IOException.class));
        noteNotApplied(run, batch, missing);
        throw missing;
    }

    private void tell(SyncRun run, int status, Exchange exchange) {
        long leftAt = exchange.getProperty(LEFT_AT, Long.class);
        watcher.answered(run.workspace().name(), status, Duration.ofNanos(System.nanoTime() - leftAt));
    }

    private static void noteNotApplied(SyncRun run, Batch batch, BrazeException no) {
        if (batch != null && no.surelyNotApplied()) {
            run.memory().answered(batch.first(), batch.last(), Outcome.REFUSED);
        }
    }

    /** What was cut off shows it, so that blanks without end are not taken for an empty body. */
    private static String beginning(Message answer) throws IOException {
        InputStream body = answer.getBody(InputStream.class);
        if (body == null) {
            return "";
        }
        byte[] bytes = body.readNBytes(ShortAnswer.LONGEST);
        return new String(bytes, StandardCharsets.UTF_8) + (bytes.length < ShortAnswer.LONGEST ? "" : "…");
    }

    private void keepTo(SyncRun run, Duration wait, boolean endsTheRun) {
        if (run.held().isEmpty()) {
            return;
        }
        if (endsTheRun) {
            paces.keep(run, wait);
        } else {
            paces.of(run).pause(wait);
        }
    }
}
