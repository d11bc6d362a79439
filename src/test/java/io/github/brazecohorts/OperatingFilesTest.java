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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The files that keep the program running fit the program, and each other. */
class OperatingFilesTest {
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

    @Test
    void thePodMayWriteNothingButItsDataAndTemporaryFiles() throws IOException {
        JsonNode pod = pod();
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
    void oneNodeHasTheEmbeddedStateAndComesToItsReport() throws IOException {
        JsonNode spec = document("Deployment").path("spec");

        assertThat(spec.path("replicas").asInt()).isEqualTo(1);
        assertThat(spec.path("strategy").path("type").asText()).isEqualTo("Recreate");
        assertThat(pod().path("terminationGracePeriodSeconds").asInt()).isGreaterThan(45);
    }

    @Test
    void probesAskWhereCamelAnswers() throws IOException {
        JsonNode container = pod().path("containers").path(0);
        JsonNode annotations = document("Deployment")
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

    @Test
    void theSettingsOfThePodAreSound() throws IOException {
        Properties given = new Properties();
        given.load(new StringReader(document("ConfigMap")
                .path("data")
                .path("application.properties")
                .asText()));
        List<String> ours = given.stringPropertyNames().stream()
                .filter(name -> name.startsWith("braze.") || name.startsWith("state."))
                .toList();

        Settings settings =
                Settings.read(name -> Optional.ofNullable(given.getProperty(name)), ours, Path.of("/braze-cohorts"));

        assertThat(settings.state()).isEqualTo(Path.of("/braze-cohorts/data/state.duckdb"));
        assertThat(given.stringPropertyNames())
                .filteredOn(name -> name.matches(".*(password|-key)$"))
                .hasSize(3)
                .allMatch(name -> given.getProperty(name).matches("\\{\\{env:\\w+}}"));
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

    private static JsonNode pod() throws IOException {
        return document("Deployment").path("spec").path("template").path("spec");
    }

    private static JsonNode document(String kind) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> documents = yaml.readerFor(JsonNode.class)
                .readValues(Path.of("examples/kubernetes/one-node.yaml").toFile())) {
            return documents.readAll().stream()
                    .filter(document -> document.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
