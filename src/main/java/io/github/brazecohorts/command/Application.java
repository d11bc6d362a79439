// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.BrazeCohorts;
import io.github.brazecohorts.report.Progress;
import io.github.brazecohorts.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The module in a Camel Main of its own. */
final class Application implements AutoCloseable {
    /** Named one by one: a wildcard finds nothing in some jars, without a word. */
    private static final List<String> ROUTES_IN_JAR = List.of(
            "cohort-sync.camel.yaml",
            "braze.camel.yaml",
            "failures.camel.yaml",
            "alerts.camel.yaml",
            "channels.camel.yaml");

    private static final Logger LOG = LoggerFactory.getLogger("braze-cohorts");

    private final Main main;
    private final RoutesFolder folder;

    private Application(Main main, RoutesFolder folder) {
        this.main = main;
        this.folder = folder;
    }

    /**
     * Starts the routes.
     *
     * @param config the settings file
     * @param schedules whether audiences run by their schedules
     * @param progress is told how far runs have come; null for lines in the log
     * @throws RefusedStart if the settings or the routes do not allow it
     */
    static Application start(Path config, boolean schedules, Progress progress) throws RefusedStart {
        Application application = startEmpty(config, schedules, progress);
        if (application.module().audiences().names().isEmpty()) {
            application.close();
            throw new RefusedStart("no audiences are configured: write one in " + config.resolveSibling("routes")
                    + "/audiences.camel.yaml, a templatedRoute of cohort-sync with cohortName and query");
        }
        return application;
    }

    /** Starts the routes, also if no audience is configured any more. */
    static Application startEmpty(Path config, boolean schedules, Progress progress) throws RefusedStart {
        if (!Files.isReadable(config)) {
            throw new RefusedStart("there is no settings file " + config + "; name one with --config FILE");
        }
        Path home = config.getParent();
        Drivers.load(home.resolve("drivers"));
        Main main = new Main();
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setPropertyPlaceholderLocations("file:" + config);
        main.addInitialProperty("camel.main.name", "braze-cohorts");
        main.addInitialProperty("camel.main.routesIncludePattern", routes(home));
        // The summary would show both keys: Camel hides only the values of names that it knows.
        main.addOverrideProperty("camel.main.autoConfigurationLogSummary", "false");
        main.addOverrideProperty("braze-cohorts.home", home.toString());
        main.addOverrideProperty("braze-cohorts.schedules", schedules ? "on" : "off");
        if (progress != null) {
            main.bind("braze-cohorts-progress", progress);
        }
        if (schedules) {
            Port.open(main);
        } else {
            Port.keepShut(main);
        }
        RoutesFolder folder = new RoutesFolder(ROUTES_IN_JAR);
        main.setRoutesCollector(folder);
        Application application = new Application(main, folder);
        try {
            main.start();
            folder.mistakes().forEach(LOG::error);
            application.requireModule(home);
            return application;
        } catch (RefusedStart refused) {
            application.close();
            throw refused;
        } catch (Exception failed) {
            application.close();
            throw refused(failed);
        }
    }

    private static RefusedStart refused(Exception failed) {
        SettingsException settings = ObjectHelper.getException(SettingsException.class, failed);
        return settings == null
                ? new RefusedStart(inWords(failed))
                : new RefusedStart(settings.getMessage(), settings.problems());
    }

    private static String inWords(Exception failed) {
        PropertyBindingException setting = ObjectHelper.getException(PropertyBindingException.class, failed);
        if (setting != null) {
            // Its message shows the value, which may be a password.
            return "the setting " + Objects.requireNonNullElse(setting.getOptionPrefix(), "")
                    + Objects.requireNonNullElse(setting.getOptionKey(), setting.getPropertyName())
                    + " is not known, or its value is not what it takes ("
                    + setting.getTarget().getClass().getSimpleName() + "." + setting.getPropertyName() + ")";
        }
        return Stream.iterate((Throwable) failed, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .map(cause -> String.valueOf(cause.getMessage()))
                .distinct()
                .collect(Collectors.joining("\n  because: ", "the routes could not be started: ", ""));
    }

    private static String routes(Path home) throws RefusedStart {
        Path folder = home.resolve("routes");
        if (!Files.isDirectory(folder)) {
            return ROUTES_IN_JAR.stream()
                    .map(file -> "classpath:braze-cohorts/routes/" + file)
                    .collect(Collectors.joining(","));
        }
        try {
            String routes = RoutesFolder.pattern(folder);
            if (routes.isEmpty()) {
                throw new RefusedStart("there is no route file in " + folder + "; without that folder the jar's own"
                        + " routes are used");
            }
            return routes;
        } catch (IOException e) {
            throw new RefusedStart("the folder " + folder + " cannot be read: " + e.getMessage());
        }
    }

    private void requireModule(Path home) throws RefusedStart {
        if (module() == null) {
            throw new RefusedStart("the routes in " + home.resolve("routes")
                    + " do not include cohort-sync.camel.yaml: nothing would be synced");
        }
    }

    /** What is wrong with the route files, and was left out of them. */
    List<String> mistakes() {
        return folder.mistakes();
    }

    BrazeCohorts module() {
        return main.lookup("braze-cohorts", BrazeCohorts.class);
    }

    /**
     * Runs one audience through the door that hosts use as well.
     *
     * @param asked what is asked beside the NAME: properties of the exchange
     * @return its report
     */
    @SuppressWarnings("unchecked")
    Map<String, Object> sync(String name, Map<String, Object> asked) throws RefusedStart {
        var answer = main.getCamelContext().createProducerTemplate().request("direct:sync-audience", exchange -> {
            asked.forEach(exchange::setProperty);
            exchange.getMessage().setBody(name);
        });
        if (answer.getException() != null) {
            throw new RefusedStart(innermost(answer.getException()).getMessage());
        }
        return answer.getMessage().getBody(Map.class);
    }

    /** Camel wraps what the door says. */
    private static Throwable innermost(Throwable failure) {
        return failure.getCause() == null ? failure : innermost(failure.getCause());
    }

    @Override
    public void close() {
        main.stop();
    }
}
