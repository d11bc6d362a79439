// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.secrets.Management;
import io.github.brazecohorts.secrets.Markers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;

/** Goes path by path, and looks after each into everything that is logged, answered or shown. */
final class Journey implements AutoCloseable {
    private final Bench bench;
    private final Line line;
    private final Overheard overheard = new Overheard();
    private final Map<String, String> ends = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Overheard.Telling> telling = new ArrayList<>();
    private final Set<String> places = new TreeSet<>();

    /** A key or an id where none may stand. */
    record Finding(String path, String place, String what) {}

    Journey(Bench bench, Line line) {
        this.bench = bench;
        this.line = line;
    }

    /** Goes a path that ends with a report. */
    void go(String path, Callable<RunReport> way) throws Exception {
        RunReport report = way.call();
        ends.put(path, report.status());
        look(path, "the report", report.json());
        lookAround(path);
    }

    /** Goes a path that ends with an exception. */
    void fail(String path, Callable<Exception> way) throws Exception {
        Exception failure = way.call();
        ends.put(path, failure.getClass().getSimpleName());
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        look(path, "the exception", text.toString());
        lookAround(path);
    }

    /** Goes in by the door that refuses. */
    void refuse(String path, Object name) throws Exception {
        fail(path, () -> bench.run(name, Map.of()).getException());
    }

    /** What an exchange carries when it comes back. */
    void answer(String path, Exchange answer) throws Exception {
        ends.put(path, "answered");
        look(
                path,
                "the answer",
                answer.getMessage().getHeaders() + " " + answer.getAllProperties() + " "
                        + answer.getMessage().getBody());
        lookAround(path);
    }

    /** Asks JMX for all that it tells. */
    void lookThoroughly(String path) throws Exception {
        Management.shownBy(ManagementFactory.getPlatformMBeanServer())
                .forEach((place, text) -> look(path, place, text));
        lookAround(path);
    }

    void lookAround(String path) throws Exception {
        Exposed.by(bench).forEach((place, text) -> look(path, place, text));
        look(path, "the heads of requests", String.join("\n", line.heads()));
        telling.addAll(overheard.tellingLines());
    }

    private void look(String path, String place, String text) {
        places.add(place);
        Markers.in(text).ifPresent(what -> findings.add(new Finding(path, place, what)));
    }

    /** How each path ended. */
    Map<String, String> ends() {
        return ends;
    }

    /** Where else than in the log. */
    List<Finding> findings() {
        return findings;
    }

    List<Overheard.Telling> tellingLines() {
        return telling;
    }

    /** Where it looked. */
    Set<String> places() {
        return places;
    }

    /** The names of all loggers that said anything. */
    Set<String> loggers() {
        return overheard.loggers();
    }

    @Override
    public void close() {
        overheard.close();
    }
}
