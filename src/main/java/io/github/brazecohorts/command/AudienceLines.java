// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.command;

import io.github.brazecohorts.audience.Audiences;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.model.TemplatedRouteParameterDefinition;
import org.apache.camel.spi.Resource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** In which file and line an audience is written: Camel keeps that of routes, but not of a templatedRoute. */
final class AudienceLines {
    private AudienceLines() {}

    /** Gives every audience of a file its place, as a parameter more. */
    static void note(RouteBuilder file) {
        List<TemplatedRouteDefinition> audiences =
                file.getTemplatedRouteCollection().getTemplatedRoutes();
        if (audiences.isEmpty()) {
            return; // as in most files: nothing to be read once more
        }
        List<Integer> lines = lines(file.getResource());
        String path = file.getResource().getLocation().replaceFirst("^file:", "");
        for (int i = 0; i < audiences.size(); i++) {
            String line = lines.size() == audiences.size() ? ", line " + lines.get(i) : "";
            audiences.get(i).parameter(Audiences.WRITTEN, path + line);
        }
    }

    /** The place that was noted. */
    static String place(TemplatedRouteDefinition audience) {
        return audience.getParameters().stream()
                .filter(parameter -> parameter.getName().equals(Audiences.WRITTEN))
                .map(TemplatedRouteParameterDefinition::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** In the order of the file, in which Camel reads them too; none of a file that is more than a list, as an Integration is. */
    private static List<Integer> lines(Resource file) {
        try (InputStream yaml = file.getInputStream()) {
            return new Compose(LoadSettings.builder().build())
                    .composeInputStream(yaml).stream()
                            .flatMap(
                                    root -> root instanceof SequenceNode all ? all.getValue().stream() : Stream.empty())
                            .flatMap(step -> ((MappingNode) step).getValue().stream())
                            .filter(entry -> isCalled(entry, "templatedRoute"))
                            .map(NodeTuple::getValueNode)
                            .map(AudienceLines::line)
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int line(Node audience) {
        Stream<Node> names = ((MappingNode) audience)
                .getValue().stream().filter(entry -> isCalled(entry, "routeId")).map(NodeTuple::getKeyNode);
        return names.findFirst().orElse(audience).getStartMark().orElseThrow().getLine() + 1;
    }

    private static boolean isCalled(NodeTuple entry, String name) {
        return entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
    }
}
