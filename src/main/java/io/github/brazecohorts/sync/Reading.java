// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Identified;
import io.github.brazecohorts.audience.Page;
import io.github.brazecohorts.audience.Pages;
import io.github.brazecohorts.audience.SourceException;
import io.github.brazecohorts.report.Progress;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** The stage that reads the audience. */
public final class Reading {
    private final Progress progress;

    public Reading(Progress progress) {
        this.progress = progress;
    }

    /**
     * The query's result in pages.
     *
     * @param rows what the database component answered
     * @param columns the names of the result's columns
     * @param size rows in a page
     */
    @SuppressWarnings("unchecked")
    public Iterator<Page> pages(SyncRun run, Object rows, Collection<String> columns, int size) throws SourceException {
        if (!(rows instanceof Iterator) || columns == null) {
            throw new SourceException("the query returns no rows: it must be a SELECT");
        }
        return new Pages(
                (Iterator<Map<String, Object>>) rows, columns, run.audience().idField(), size, count -> {
                    long read = run.tally().read.addAndGet(count);
                    progress.at(run.audience().name(), "reading", read, 0);
                });
    }

    /** Keeps the rows of a page that have a valid id, and counts the others. */
    public Identified keepIdentified(SyncRun run, Page page) throws SourceException {
        Identified identified = Identified.in(page);
        run.tally().skippedNull.addAndGet(identified.withoutId());
        run.tally().skippedInvalid.addAndGet(identified.invalid());
        return identified;
    }

    /** Puts people aside until the audience is whole. */
    public void stage(SyncRun run, Identified identified) {
        if (identified.size() == 0) {
            throw new IllegalArgumentException(
                    "a page with nobody in it is not staged: the filter before must stop it");
        }
        run.staging().add(identified.ids());
    }

    /** Says that the query was read to its end. */
    public void seal(SyncRun run) {
        run.staging().seal();
    }
}
