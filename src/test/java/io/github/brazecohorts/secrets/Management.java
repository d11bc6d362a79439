// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.secrets;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** All that JMX shows: each attribute of each bean, and what its operations answer that only look. */
public final class Management {
    /** Whose operations are called. The Java machine's own would say what its attributes say, or dump the heap. */
    private static final Set<String> DOMAINS = Set.of("org.apache.camel", "com.zaxxer.hikari", "quartz");

    private static final String LOOKS = "(dump|browse|list|explain|get|show|inflight|oldest).*";

    private final MBeanServerConnection server;
    private final boolean calls;
    private final Map<String, String> shown = new LinkedHashMap<>();

    private Management(MBeanServerConnection server, boolean calls) {
        this.server = server;
        this.calls = calls;
    }

    /** Attributes and answers, by the name of the place. */
    public static Map<String, String> shownBy(MBeanServerConnection server) throws IOException, JMException {
        return new Management(server, true).all();
    }

    /** Attributes alone: most of the answers are the routes as they are written, and cost seconds. */
    public static Map<String, String> attributesOf(MBeanServerConnection server) throws IOException, JMException {
        return new Management(server, false).all();
    }

    private Map<String, String> all() throws IOException, JMException {
        for (ObjectName name : server.queryNames(null, null)) {
            look(name);
        }
        return shown;
    }

    private void look(ObjectName name) throws IOException, JMException {
        if (!server.isRegistered(name)) {
            return;
        }
        MBeanInfo bean = server.getMBeanInfo(name);
        shown.put(name.toString(), bean.getDescription());
        for (MBeanAttributeInfo attribute : bean.getAttributes()) {
            if (attribute.isReadable()) {
                note(name + " " + attribute.getName(), () -> server.getAttribute(name, attribute.getName()));
            }
        }
        if (calls && DOMAINS.contains(name.getDomain())) {
            Stream.of(bean.getOperations()).filter(Management::looks).forEach(operation -> call(name, operation));
        }
    }

    /** Takes nothing but choices, and says by its name that it changes nothing. */
    private static boolean looks(MBeanOperationInfo operation) {
        return operation.getName().matches(LOOKS)
                && !operation.getReturnType().equals("void")
                && Stream.of(operation.getSignature())
                        .allMatch(parameter -> parameter.getType().equals("boolean"));
    }

    private void call(ObjectName name, MBeanOperationInfo operation) {
        int choices = operation.getSignature().length;
        Object[] allChosen = Stream.generate(() -> true).limit(choices).toArray();
        String[] types = Stream.generate(() -> "boolean").limit(choices).toArray(String[]::new);
        note(
                name + " " + operation.getName() + "()" + choices,
                () -> server.invoke(name, operation.getName(), allChosen, types));
    }

    /** A refusal is shown too. */
    private void note(String place, Callable<Object> look) {
        try {
            shown.put(place, text(look.call()));
        } catch (Exception refused) {
            StringWriter text = new StringWriter();
            refused.printStackTrace(new PrintWriter(text));
            shown.put(place, text.toString());
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] many ? Arrays.deepToString(many) : String.valueOf(value);
    }
}
