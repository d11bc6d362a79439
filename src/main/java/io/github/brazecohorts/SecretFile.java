// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.PropertiesFunction;

/**
 * Camel's property function {@code {{secret-file:PATH}}}: the text of a file, as Kubernetes, Docker and systemd hand out
 * secrets. It is read whenever the setting is asked for, so that a rotated key needs no restart. A relative path is relative
 * to the folder of the settings file.
 */
public final class SecretFile implements PropertiesFunction, CamelContextAware {
    private CamelContext context;

    @Override
    public String getName() {
        return "secret-file";
    }

    /** Says in our own words, which may be shown, why a file cannot be read. */
    static final class UnreadableException extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /**
     * The text of the file, without white space around it.
     *
     * @throws UnreadableException if it cannot be read, or holds nothing; what else a function throws Camel takes for a
     *     setting that is not there
     */
    @Override
    public String apply(String path) {
        try {
            String text = Files.readString(home().resolve(path)).strip();
            if (text.isEmpty()) {
                throw new IOException("it holds nothing");
            }
            return text;
        } catch (NoSuchFileException e) {
            throw new UnreadableException("the file " + path + " is not there", e);
        } catch (IOException e) {
            throw new UnreadableException("the file " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Path home() {
        return Path.of(context.getPropertiesComponent()
                .resolveProperty("braze-cohorts.home")
                .orElse(""));
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }
}
