// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.ObjectHelper;

/**
 * The route files beside the settings, taken one by one: Camel alone would refuse all of them for a mistake in one. A
 * file that cannot be read is left out, and told; also an audience of a template that is nowhere.
 */
final class RoutesFolder extends DefaultRoutesCollector {
    private static final Pattern LINE = Pattern.compile("(?m)^ in .*, line (\\d+), column \\d+");

    private final Collection<String> shipped;
    private final List<String> mistakes = new ArrayList<>();

    /** @param shipped the names of the files that must be sound */
    RoutesFolder(Collection<String> shipped) {
        this.shipped = List.copyOf(shipped);
    }

    /** The route files of a folder, as Camel's pattern; without what editors leave, and those in which nothing is but comments. */
    static String pattern(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.#].*\\.ya?ml"))
                    .filter(RoutesFolder::saysAnything)
                    .map(file -> "file:" + file)
                    .sorted()
                    .collect(Collectors.joining(","));
        }
    }

    /** A file that cannot be read says something: what is wrong with it, when Camel reads it. */
    private static boolean saysAnything(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip).anyMatch(line -> !line.isEmpty() && !line.startsWith("#"));
        } catch (IOException | UncheckedIOException unreadable) {
            return true;
        }
    }

    /** What was left out, each with its file; empty where all was taken. */
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /**
     * Of none: Camel looks through all files beforehand for what route files here do not have (modelines, traits of
     * integrations), and would stop at the first that is broken.
     */
    @Override
    public Collection<Resource> findRouteResourcesFromDirectory(CamelContext context, String exclude, String include) {
        return List.of();
    }

    /** @throws IllegalStateException if one of the files is broken that we ship: without it nothing runs as it should */
    @Override
    public Collection<RoutesBuilder> collectRoutesFromDirectory(CamelContext context, String exclude, String include) {
        List<RoutesBuilder> sound = new ArrayList<>();
        for (String file : include.split(",")) {
            try {
                read(context, load(context, exclude, file));
                sound.addAll(load(context, exclude, file));
            } catch (Exception broken) {
                leaveOut(file, broken);
            }
        }
        try {
            configure(context, sound);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
        sound.forEach(file -> AudienceLines.note((RouteBuilder) file));
        leaveOutUnknownTemplates(sound);
        return sound;
    }

    private Collection<RoutesBuilder> load(CamelContext context, String exclude, String file) throws Exception {
        return PluginHelper.getRoutesLoader(context)
                .findRoutesBuilders(super.findRouteResourcesFromDirectory(context, exclude, file));
    }

    /** To its end, to see whether it is sound; what was read is of no further use, as it knows no file but itself. */
    private static void read(CamelContext context, Collection<RoutesBuilder> file) throws Exception {
        for (RoutesBuilder each : file) {
            ((RouteBuilder) each).configureRoutes(context);
            ((RouteConfigurationBuilder) each).configuration();
        }
    }

    /** First the policies of all files: a route takes those that it names when it is read, and misses none that is not there. */
    private static void configure(CamelContext context, List<RoutesBuilder> files) throws Exception {
        for (RoutesBuilder each : files) {
            context.addRoutesConfigurations((RouteConfigurationBuilder) each);
        }
        for (RoutesBuilder each : files) {
            ((RouteBuilder) each).configureRoutes(context);
        }
    }

    private void leaveOut(String file, Exception broken) {
        String path = file.replaceFirst("^file:", "");
        if (ObjectHelper.getException(SettingsException.class, broken) != null) {
            throw RuntimeCamelException.wrapRuntimeException(broken);
        }
        String mistake = path + inWords(broken).orElseGet(() -> ": it cannot be read (" + kind(broken) + ")");
        if (shipped.contains(Path.of(path).getFileName().toString())) {
            throw new IllegalStateException(mistake);
        }
        mistakes.add(mistake + ". The file is left out");
    }

    /** With the line of the mistake, but without the text that Camel shows of it, which may hold a secret. */
    private static Optional<String> inWords(Exception broken) {
        return causes(broken)
                .map(cause -> String.valueOf(cause.getMessage()))
                .filter(message -> LINE.matcher(message).find())
                .reduce((outer, inner) -> inner)
                .map(message -> ", line " + lastLine(message) + ": "
                        + message.lines()
                                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                                .collect(Collectors.joining(", ")));
    }

    private static String kind(Exception broken) {
        return causes(broken)
                .reduce((outer, inner) -> inner)
                .map(innermost -> innermost.getClass().getSimpleName())
                .orElseThrow();
    }

    private static Stream<Throwable> causes(Exception broken) {
        return Stream.iterate((Throwable) broken, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    private static String lastLine(String message) {
        return LINE.matcher(message)
                .results()
                .map(line -> line.group(1))
                .reduce((first, next) -> next)
                .orElseThrow();
    }

    private void leaveOutUnknownTemplates(List<RoutesBuilder> taken) {
        Set<String> templates = taken.stream()
                .flatMap(each -> ((RouteBuilder) each).getRouteTemplateCollection().getRouteTemplates().stream())
                .map(RouteTemplateDefinition::getId)
                .collect(Collectors.toSet());
        for (RoutesBuilder each : taken) {
            RouteBuilder file = (RouteBuilder) each;
            file.getTemplatedRouteCollection().getTemplatedRoutes().removeIf(route -> {
                boolean unknown = !templates.contains(route.getRouteTemplateRef());
                if (unknown) {
                    mistakes.add(mistake(route, templates));
                }
                return unknown;
            });
        }
    }

    private static String mistake(TemplatedRouteDefinition route, Set<String> templates) {
        return AudienceLines.place(route) + ": " + route.getRouteId()
                + " is of the template " + route.getRouteTemplateRef() + ", which is nowhere; known are: "
                + String.join(", ", templates) + ". It is left out";
    }
}
