// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request on a {@link BrokenLine}, byte by byte. */
final class LineRequest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern PATH = Pattern.compile("^POST (\\S+) HTTP/1\\.1\r\n");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");

    private final Socket socket;
    private final InputStream in;
    private final URI behind;

    LineRequest(Socket socket, InputStream in, URI behind) {
        this.socket = socket;
        this.in = in;
        this.behind = behind;
    }

    /** Hands it to the stand-in, and the stand-in's answer back. */
    void pass() throws IOException {
        HttpResponse<String> answer = apply();
        write("HTTP/1.1 %d \r\nContent-Length: %d\r\n\r\n%s"
                .formatted(answer.statusCode(), answer.body().length(), answer.body()));
    }

    /** Reads it to its end, and hands it to the stand-in; the answer goes nowhere. */
    HttpResponse<String> apply() throws IOException {
        String head = readHead();
        Matcher path = PATH.matcher(head);
        if (!path.find()) {
            throw new IOException("not a POST");
        }
        HttpRequest request = HttpRequest.newBuilder(behind.resolve(path.group(1)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(in.readNBytes(length(head))))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
    }

    /** Reads it to its end. */
    LineRequest read() throws IOException {
        in.readNBytes(length(readHead()));
        return this;
    }

    /** Reads its head, and a part of its body. */
    LineRequest readHalf() throws IOException {
        in.readNBytes(length(readHead()) / 2);
        return this;
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int length(String head) throws IOException {
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            throw new IOException("no length");
        }
        return Integer.parseInt(length.group(1));
    }

    LineRequest write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return this;
    }

    /** Writes this again and again until the client goes away, and counts the bytes; nobody is to read as many as a limit. */
    void writeWithoutEnd(String text, AtomicLong written, long most) throws IOException {
        byte[] bytes = text.repeat(1024).getBytes(StandardCharsets.UTF_8);
        while (written.addAndGet(bytes.length) < most) {
            socket.getOutputStream().write(bytes);
        }
    }

    /** Says nothing more, and waits until the client goes away. */
    void beSilent() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    void close() throws IOException {
        socket.close();
    }

    /** Closes the connection so that the other side is told it was reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
