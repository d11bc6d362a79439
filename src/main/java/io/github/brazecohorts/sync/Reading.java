// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Identified;
import io.github.brazecohorts.audience.Page;
import io.github.brazecohorts.audience.Pages;
import io.github.brazecohorts.audience.SourceException;
import io.github.brazecohorts.report.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** The stage that reads the audience. */
public final class Reading {
    private static final String RESOURCE = "resource:";
    private static final String FILE = "file:";

    private final CamelContext context;
    private final Path home;
    private final Progress progress;

    /**
     * @param context finds the resources that queries are kept in
     * @param home the folder that relative files are relative to
     */
    public Reading(CamelContext context, Path home, Progress progress) {
        this.context = context;
        this.home = home;
        this.progress = progress;
    }

    /**
     * The SQL of the run's audience; with {@code resource:file:…} it is read from there, for each run anew.
     *
     * @throws SourceException if the file cannot be read, or there is no DataSource of the audience's source
     */
    public String query(SyncRun run) throws SourceException {
        Set<String> sources =
                context.getRegistry().findByTypeWithName(DataSource.class).keySet();
        if (!sources.contains(run.getSource())) {
            throw new SourceException("there is no source " + run.getSource() + "; known are: "
                    + (sources.isEmpty() ? "none" : String.join(", ", new TreeSet<>(sources))));
        }
        return sql(run.audience());
    }

    /**
     * The SQL of an audience.
     *
     * @throws SourceException if it stands in a file that cannot be read
     */
    public String sql(Audience audience) throws SourceException {
        String query = audience.query();
        if (!query.startsWith(RESOURCE)) {
            return query;
        }
        String place = query.substring(RESOURCE.length()).strip();
        String found = place.startsWith(FILE) ? FILE + home.resolve(place.substring(FILE.length())) : place;
        try (InputStream text = ResourceHelper.resolveMandatoryResourceAsInputStream(context, found)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SourceException("the query's file " + place + " cannot be read");
        }
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

    /**
     * Keeps the rows of a page that have a valid id, and counts the others.
     *
     * @throws SourceException if the column holds values that cannot identify anybody
     * @throws StoppedException if the program ends meanwhile: reading on would hold it up
     */
    public Identified keepIdentified(SyncRun run, Page page) throws SourceException, StoppedException {
        run.requireGoingOn();
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
