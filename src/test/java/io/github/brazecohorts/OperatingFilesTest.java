// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.brazecohorts.settings.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that keep the program running fit the program, and each other. */
class OperatingFilesTest {
    private static final String ONE_NODE = "examples/kubernetes/one-node.yaml";
    private static final String TWO_NODES = "examples/kubernetes/two-nodes.yaml";
    private static final Path UNIT = Path.of("examples/systemd/braze-cohorts.service");
    private static final Path SYSTEMD = Path.of("/usr/bin/systemd-analyze");
    private static final String JAR = "/opt/braze-cohorts/braze-cohorts.jar";

    @Test
    void theContainerRunsAsNobodyInParticular() throws IOException {
        String file = Files.readString(Path.of("Containerfile"));

        assertThat(file)
                .contains("\nUSER 10001:10001\n", "\nVOLUME /braze-cohorts/data\n", "\nWORKDIR /braze-cohorts\n")
                .contains("COPY target/braze-cohorts.jar " + JAR)
                .containsPattern("ENTRYPOINT \\[\"java\", .*\"-jar\", \"" + JAR + "\"]")
                .endsWith("CMD [\"run\"]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_NODE, TWO_NODES})
    void thePodMayWriteNothingButItsDataAndTemporaryFiles(String file) throws IOException {
        JsonNode pod = pod(file);
        JsonNode container = pod.path("containers").path(0);

        assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("securityContext").path("runAsUser").asInt()).isEqualTo(10001);
        assertThat(container
                        .path("securityContext")
                        .path("readOnlyRootFilesystem")
                        .asBoolean())
                .isTrue();
        assertThat(container
                        .path("securityContext")
                        .path("allowPrivilegeEscalation")
                        .asBoolean(true))
                .isFalse();
        assertThat(container.path("volumeMounts"))
                .filteredOn(mount -> !mount.path("readOnly").asBoolean())
                .extracting(mount -> mount.path("mountPath").asText())
                .containsExactly("/braze-cohorts/data", "/tmp");
        assertThat(pod.path("volumes"))
                .extracting(volume -> volume.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(names(container.path("volumeMounts")));
    }

    @Test
    void oneNodeHasTheEmbeddedStateOnAVolume() throws IOException {
        JsonNode spec = document(ONE_NODE, "Deployment").path("spec");

        assertThat(spec.path("replicas").asInt()).isEqualTo(1);
        assertThat(spec.path("strategy").path("type").asText()).isEqualTo("Recreate");
        assertThat(data(ONE_NODE)
                        .path("persistentVolumeClaim")
                        .path("claimName")
                        .asText())
                .isEqualTo(document(ONE_NODE, "PersistentVolumeClaim")
                        .path("metadata")
                        .path("name")
                        .asText());
        assertThat(settings(ONE_NODE).server()).isEmpty();
        assertThat(settings(ONE_NODE).state()).isEqualTo(Path.of("/braze-cohorts/data/state.duckdb"));
    }

    @Test
    void twoNodesShareAStateInPostgresAndOneIsAlwaysUp() throws IOException {
        JsonNode spec = document(TWO_NODES, "Deployment").path("spec");
        JsonNode update = spec.path("strategy").path("rollingUpdate");
        JsonNode disruption = document(TWO_NODES, "PodDisruptionBudget").path("spec");

        assertThat(spec.path("replicas").asInt()).isEqualTo(2);
        assertThat(update.path("maxUnavailable").asInt()).isEqualTo(1);
        assertThat(update.path("maxSurge").asInt(1)).as("no third node").isZero();
        assertThat(disruption.path("minAvailable").asInt()).isEqualTo(1);
        assertThat(disruption.path("selector")).isEqualTo(spec.path("selector"));
        assertThat(data(TWO_NODES).has("emptyDir")).as("nothing of value").isTrue();
        assertThat(settings(TWO_NODES).server())
                .hasValueSatisfying(server -> assertThat(server.jdbcUrl()).startsWith("jdbc:postgresql://"));
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_NODE, TWO_NODES})
    void aRunComesToItsReportBeforeThePodIsGone(String file) throws IOException {
        assertThat(pod(file).path("terminationGracePeriodSeconds").asInt()).isGreaterThan(45);
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_NODE, TWO_NODES})
    void probesAskWhereCamelAnswers(String file) throws IOException {
        JsonNode container = pod(file).path("containers").path(0);
        JsonNode annotations = document(file, "Deployment")
                .path("spec")
                .path("template")
                .path("metadata")
                .path("annotations");

        assertThat(container.path("ports").path(0).path("containerPort").asInt())
                .isEqualTo(9876);
        assertThat(path(container, "startupProbe")).isEqualTo("/observe/health/live");
        assertThat(path(container, "livenessProbe")).isEqualTo("/observe/health/live");
        assertThat(path(container, "readinessProbe")).isEqualTo("/observe/health/ready");
        assertThat(annotations.path("prometheus.io/path").asText()).isEqualTo("/observe/metrics");
        assertThat(annotations.path("prometheus.io/port").asText()).isEqualTo("9876");
        assertThat(container.path("env"))
                .anyMatch(env -> env.path("name").asText().equals("CAMEL_MANAGEMENT_HOST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE_NODE, TWO_NODES})
    void theSettingsOfThePodAreSoundAndHoldNoSecret(String file) throws IOException {
        Properties given = given(file);

        assertThat(settings(file).workspaces()).hasSize(1);
        assertThat(given.stringPropertyNames())
                .filteredOn(name -> name.matches(".*(password|-key)$"))
                .hasSizeGreaterThan(2)
                .allMatch(name -> given.getProperty(name).matches("\\{\\{env:\\w+}}"))
                .allMatch(name -> namesItsSecret(file, given.getProperty(name)));
    }

    /** In the line that makes the secrets. */
    private static boolean namesItsSecret(String file, String placeholder) {
        try {
            return Files.readString(Path.of(file))
                    .contains("--from-literal=" + placeholder.replaceAll("\\{\\{env:|}}", "") + "=");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Settings settings(String file) throws IOException {
        Properties given = given(file);
        List<String> ours = given.stringPropertyNames().stream()
                .filter(name -> name.startsWith("braze.") || name.startsWith("state."))
                .toList();
        return Settings.read(name -> Optional.ofNullable(given.getProperty(name)), ours, Path.of("/braze-cohorts"));
    }

    private static Properties given(String file) throws IOException {
        Properties given = new Properties();
        given.load(new StringReader(document(file, "ConfigMap")
                .path("data")
                .path("application.properties")
                .asText()));
        return given;
    }

    @Test
    void theUnitStartsTheSameJarAndLeavesMistakesAlone() throws IOException {
        assertThat(Files.readString(UNIT))
                .contains(" -jar " + JAR + " run --config /etc/braze-cohorts/application.properties\n")
                .contains("\nUser=braze-cohorts\n", "\nProtectSystem=strict\n", "\nRestartPreventExitStatus=2\n");
    }

    @Test
    void systemdTakesTheUnit() throws Exception {
        assumeTrue(Files.isExecutable(SYSTEMD), "systemd is not here to say so");
        Process verify = new ProcessBuilder(
                        SYSTEMD.toString(), "verify", UNIT.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(verify.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    private static String path(JsonNode container, String probe) {
        assertThat(container.path(probe).path("httpGet").path("port").asText()).isEqualTo("management");
        return container.path(probe).path("httpGet").path("path").asText();
    }

    private static List<String> names(JsonNode nodes) {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> names.add(node.path("name").asText()));
        return names;
    }

    private static JsonNode pod(String file) throws IOException {
        return document(file, "Deployment").path("spec").path("template").path("spec");
    }

    /** The volume that is mounted where the state is by default. */
    private static JsonNode data(String file) throws IOException {
        for (JsonNode volume : pod(file).path("volumes")) {
            if (volume.path("name").asText().equals("data")) {
                return volume;
            }
        }
        throw new AssertionError("no volume for data in " + file);
    }

    private static JsonNode document(String file, String kind) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(Path.of(file).toFile())) {
            return documents.readAll().stream()
                    .filter(document -> document.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
