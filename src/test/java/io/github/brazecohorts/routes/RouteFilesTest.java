// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped route files read as data: how they are written, and that they fit together. */
class RouteFilesTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path FOLDER = Path.of("routes");
    private static final String OWN = "audiences.camel.yaml";
    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Set<String> SCRIPTS =
            Set.of("groovy", "js", "javaScript", "joor", "java", "mvel", "ognl", "python", "spel", "csimple", "script");
    private static final Set<String> LANGUAGES = Set.of(
            "simple",
            "constant",
            "method",
            "header",
            "exchangeProperty",
            "jsonpath",
            "jq",
            "xpath",
            "xquery",
            "tokenize",
            "ref",
            "language",
            "variable",
            "datasonnet",
            "hl7terser",
            "xtokenize",
            "wasm");
    private static final Set<String> NEED_EXPRESSION =
            Set.of("setBody", "setHeader", "setProperty", "setVariable", "filter", "split", "enrich", "transform");
    private static final Set<String> EXPRESSIONS = Set.of(
            "expression",
            "correlationExpression",
            "completionPredicate",
            "handled",
            "continued",
            "onWhen",
            "retryWhile");

    /** A node of the routes: its kind ({@code to}, {@code filter}, {@code route}), and what it says. */
    private record Node(String file, String kind, JsonNode says) {
        String id() {
            return says.path("id").asText();
        }

        @Override
        public String toString() {
            return file + ": " + kind + " " + id();
        }
    }

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static List<JsonNode> children(JsonNode list) {
        List<JsonNode> children = new ArrayList<>();
        list.forEach(children::add);
        return children;
    }

    /** Routes, templates, configurations, policies, {@code from}s and steps. */
    private static List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        for (Path file : files()) {
            for (JsonNode block : read(file)) {
                if (!block.has("beans") && !block.has("templatedRoute")) {
                    collect(name(file), block, nodes);
                }
            }
        }
        return nodes;
    }

    private static void collect(String file, JsonNode block, List<Node> nodes) {
        block.fields().forEachRemaining(each -> {
            JsonNode says = each.getValue();
            boolean isTemplatesRoute = each.getKey().equals("route") && !says.has("id");
            if (!isTemplatesRoute) {
                nodes.add(new Node(file, each.getKey(), says));
            }
            for (String list : List.of("steps", "onException")) {
                says.path(list).forEach(step -> collect(file, step, nodes));
            }
            for (String inner : List.of("route", "from")) {
                if (says.has(inner)) {
                    collect(file, YAML.createObjectNode().set(inner, says.get(inner)), nodes);
                }
            }
        });
    }

    private static List<Node> nodes(String... kinds) {
        return nodes().stream()
                .filter(node -> Set.of(kinds).contains(node.kind))
                .toList();
    }

    @Test
    void everyNodeIsFound() {
        assertThat(nodes("quartz", "route")).hasSizeGreaterThanOrEqualTo(9);
        assertThat(nodes())
                .extracting(Node::id)
                .contains("on-schedule", "stage-page", "send-batch", "post", "stop-busy");
    }

    @Test
    void everyNodeHasAnIdInKebabCase() {
        assertThat(nodes())
                .allSatisfy(node -> assertThat(node.id()).as("%s", node).matches(KEBAB));
    }

    @Test
    void everyIdIsThereOnceInAllFiles() {
        assertThat(nodes()).extracting(Node::id).doesNotHaveDuplicates();
    }

    @Test
    void everyRouteTemplateConfigurationAndPolicyHasADescription() {
        assertThat(nodes("route", "routeTemplate", "routeConfiguration", "onException"))
                .allSatisfy(node -> assertThat(node.says.path("description").asText())
                        .as("%s", node)
                        .isNotBlank());
    }

    @Test
    void everyParameterOfTheTemplateHasADescription() {
        assertThat(nodes("routeTemplate"))
                .flatExtracting(template -> children(template.says.get("parameters")))
                .isNotEmpty()
                .allSatisfy(parameter ->
                        assertThat(parameter.path("description").asText()).isNotBlank());
    }

    @Test
    void everyEndpointIsWrittenInCanonicalForm() {
        assertThat(nodes("to", "toD", "from", "wireTap")).isNotEmpty().allSatisfy(node -> {
            assertThat(node.says.isObject()).as("%s is written out", node).isTrue();
            assertThat(node.says.path("uri").asText())
                    .as("%s", node)
                    .isNotBlank()
                    .doesNotContain("?");
            assertThat(node.says.path("parameters").isMissingNode()
                            || node.says.path("parameters").isObject())
                    .as("%s has its parameters as a map", node)
                    .isTrue();
        });
    }

    @Test
    void everyStepIsAMapAndNoShorthand() {
        assertThat(nodes())
                .allSatisfy(
                        node -> assertThat(node.says.isObject()).as("%s", node).isTrue());
    }

    @Test
    void everyExpressionIsWrittenOut() {
        assertThat(nodes()).allSatisfy(node -> {
            if (NEED_EXPRESSION.contains(node.kind)) {
                assertThat(node.says.has("expression")).as("%s", node).isTrue();
            }
            node.says.fields().forEachRemaining(each -> {
                if (EXPRESSIONS.contains(each.getKey())) {
                    assertWrittenOut(node + " " + each.getKey(), each.getValue());
                } else if (!node.kind.equals("bean")) {
                    assertThat(LANGUAGES).as("%s", node).doesNotContain(each.getKey());
                }
            });
        });
    }

    private static void assertWrittenOut(String where, JsonNode expression) {
        assertThat(expression.isObject() && expression.size() == 1).as(where).isTrue();
        expression.fields().forEachRemaining(language -> {
            assertThat(LANGUAGES).as(where).contains(language.getKey());
            assertThat(language.getValue().isObject()).as(where).isTrue();
            assertThat(language.getValue().has("expression")
                            || language.getKey().equals("method"))
                    .as(where)
                    .isTrue();
        });
    }

    private static final String BEGINS_BY_ITSELF = "take-over-runs";

    @Test
    void everyDirectEndpointThatIsCalledIsARouteOfThatName() {
        Map<String, String> consumers = new TreeMap<>();
        nodes("route").stream()
                .filter(route -> !BEGINS_BY_ITSELF.equals(route.id()))
                .forEach(route ->
                        consumers.put(route.says.path("from").path("uri").asText(), route.id()));
        Set<String> called = files().stream()
                .flatMap(file ->
                        Pattern.compile("\\bdirect:[\\w-]+").matcher(text(file)).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(consumers.keySet()).containsExactlyInAnyOrderElementsOf(called);
        assertThat(consumers).allSatisfy((uri, id) -> assertThat(uri).isEqualTo("direct:" + id));
        assertThat(nodes("route")).hasSize(consumers.size() + 1);
    }

    @Test
    void everyRouteConfigurationThatIsNamedExistsAndHasAnId() {
        List<String> named = nodes("route").stream()
                .map(route -> route.says.path("routeConfigurationId").asText())
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        assertThat(nodes("routeConfiguration")).extracting(Node::id).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void everyConfigurationEndsWithACatchAllThatDoesNotRepeat() {
        assertThat(nodes("routeConfiguration")).hasSize(4).allSatisfy(node -> {
            JsonNode policies = node.says.get("onException");
            JsonNode last = policies.get(policies.size() - 1).get("onException");
            assertThat(last.path("exception").path(0).asText()).isEqualTo("java.lang.Exception");
            assertThat(last.path("redeliveryPolicyRef").asText()).isEqualTo("braze-cohorts-at-once");
        });
    }

    @Test
    void everyExceptionOfAPolicyIsAClass() {
        assertThat(nodes("onException"))
                .flatExtracting(policy -> children(policy.says.get("exception")))
                .allSatisfy(name -> assertThat(Class.forName(name.asText())).isAssignableTo(Throwable.class));
    }

    @ParameterizedTest
    @MethodSource("files")
    void noRouteIsLongerThanAScreen(Path file) {
        String[] blocks = text(file).split("(?m)^- (?=route:|templatedRoute:)");
        for (int i = 1; i < blocks.length; i++) {
            String block = blocks[i].split("(?m)^(?=- )")[0].stripTrailing();
            assertThat(block.lines().count())
                    .as(block.lines().skip(1).findFirst().orElse(""))
                    .isLessThanOrEqualTo(LONGEST);
        }
    }

    /** About sixty lines: audience-run, the longest, has 62. */
    private static final int LONGEST = 65;

    @Test
    void thereIsNoScript() {
        List<String> fields = new ArrayList<>();
        files().forEach(file -> fieldNames(read(file), fields));
        assertThat(fields).isNotEmpty().doesNotContainAnyElementsOf(SCRIPTS);
    }

    private static void fieldNames(JsonNode node, List<String> found) {
        node.fieldNames().forEachRemaining(found::add);
        node.forEach(child -> fieldNames(child, found));
    }

    @ParameterizedTest
    @MethodSource("files")
    void noKeyStandsInAPlaceholder(Path file) {
        assertThat(text(file))
                .doesNotContain("data-import-key")
                .doesNotContain("partner-api-key")
                .doesNotContain("password");
    }

    @Test
    void everyDefaultOfASettingIsTheDocumentedOne() {
        Map<String, String> documented = Map.of("braze.retries", "8");
        Map<String, Set<String>> found = files().stream()
                .flatMap(file -> Pattern.compile("\\{\\{(braze\\.[\\w.-]+):([^}]*)}}")
                        .matcher(text(file))
                        .results())
                .collect(Collectors.groupingBy(
                        placeholder -> placeholder.group(1),
                        Collectors.mapping(placeholder -> placeholder.group(2), Collectors.toSet())));
        assertThat(found.keySet()).isEqualTo(documented.keySet());
        found.forEach((setting, defaults) -> assertThat(defaults).as(setting).containsExactly(documented.get(setting)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileNamesItsLicenseInTheFirstLine(Path file) {
        assertThat(text(file)).startsWith("# SPDX-License-Identifier: Apache-2.0\n");
    }

    @Test
    void theJarHasEveryFileButTheAudiences() throws IOException {
        Path packed = Path.of("target/classes/braze-cohorts/routes");
        List<String> shipped = files().stream()
                .map(RouteFilesTest::name)
                .filter(name -> !name.equals(OWN))
                .toList();
        try (Stream<Path> files = Files.list(packed)) {
            assertThat(files.map(RouteFilesTest::name)).containsExactlyInAnyOrderElementsOf(shipped);
        }
    }

    /** The schema does not know that a placeholder may stand for a number: its default stands in. */
    @ParameterizedTest
    @MethodSource("files")
    void everyFileIsValidByCamelsOwnSchema(Path file) throws IOException {
        String filled = text(file).replaceAll("\"\\{\\{[\\w.-]+:(\\d+)}}\"", "$1");
        Set<ValidationMessage> mistakes = schema().validate(YAML.readTree(filled));
        assertThat(mistakes).isEmpty();
    }

    @Test
    void theSchemaFindsAMistake() throws IOException {
        JsonNode wrong = YAML.readTree("- route: {id: r, from: {uri: direct:r, steps: [{too: {uri: direct:x}}]}}");
        assertThat(schema().validate(wrong)).isNotEmpty();
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream schema = CamelContext.class.getClassLoader().getResourceAsStream("schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(new ObjectMapper().readTree(schema));
        }
    }
}
