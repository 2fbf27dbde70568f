package io.lameduck.tck.compare;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection; takes what comes, right or wrong, and writes it down as lines. */
final class Http1Client implements AutoCloseable {

  private static final int BOUND_MILLIS = 4_000;

  private final Socket socket;
  private final InputStream in;
  private final int port;

  Http1Client(int port) throws IOException {
    this.port = port;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(BOUND_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a request, and tells of its response, and of what becomes of the connection. */
  List<String> exchange(String method, String target, List<String> headers, String body) {
    List<String> lines = new ArrayList<>();
    try {
      StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
      head.append("Host: localhost:").append(port).append("\r\n");
      headers.forEach(header -> head.append(header).append("\r\n"));
      if (!body.isEmpty()) {
        head.append("Content-Length: ").append(body.length()).append("\r\n");
      }
      head.append("\r\n").append(body);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      response(method, lines);
    } catch (SocketTimeoutException e) {
      lines.add("no more for " + BOUND_MILLIS + " ms");
    } catch (NumberFormatException e) {
      lines.add("a length that is none");
    } catch (IOException e) {
      lines.add("broken: " + e.getClass().getSimpleName());
    }
    return lines;
  }

  private void response(String method, List<String> lines) throws IOException {
    String status = line();
    if (status.isEmpty()) {
      lines.add("closed without a response");
      return;
    }
    if (!status.startsWith("HTTP/1.1 ")) {
      lines.add("not a response: " + status);
      return;
    }
    lines.add(status);
    List<String> fields = fields();
    fields.stream()
        .filter(field -> !field.toLowerCase(Locale.ROOT).startsWith("date:"))
        .forEach(lines::add);
    String code = status.split(" ", -1)[1];
    if (code.equals("101")) {
      socket.getOutputStream().write("abc".getBytes(StandardCharsets.US_ASCII));
      body(lines, in.readAllBytes(), "to the end");
    } else if (code.startsWith("1")) {
      response(method, lines);
    } else if (method.equals("HEAD") || code.equals("204") || code.equals("304")) {
      lines.add("no body");
    } else if (has(fields, "transfer-encoding: chunked")) {
      chunks(lines);
    } else if (has(fields, "content-length: ")) {
      int length = length(fields);
      byte[] bytes = in.readNBytes(length);
      body(lines, bytes, bytes.length < length ? "of " + length : "whole");
    } else {
      body(lines, in.readAllBytes(), "to the end");
    }
  }

  private void chunks(List<String> lines) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List<Integer> sizes = new ArrayList<>();
    for (String size = line(); ; size = line()) {
      if (size.isEmpty()) {
        body(lines, all.toByteArray(), "cut off, chunks " + sizes);
        return;
      }
      int length = Integer.parseInt(size.trim(), 16);
      if (length == 0) {
        body(lines, all.toByteArray(), "chunks " + sizes);
        fields().forEach(field -> lines.add("trailer " + field));
        return;
      }
      sizes.add(length);
      all.write(in.readNBytes(length));
      line();
    }
  }

  private static void body(List<String> lines, byte[] bytes, String how) {
    lines.add("body, " + bytes.length + " bytes " + how + ":");
    lines.addAll(Lines.of(new String(bytes, StandardCharsets.ISO_8859_1)));
  }

  private static boolean has(List<String> fields, String start) {
    return fields.stream().anyMatch(f -> f.toLowerCase(Locale.ROOT).startsWith(start));
  }

  private static int length(List<String> fields) {
    return fields.stream()
        .filter(f -> f.toLowerCase(Locale.ROOT).startsWith("content-length: "))
        .mapToInt(f -> Integer.parseInt(f.substring("content-length: ".length()).trim()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> fields() throws IOException {
    List<String> fields = new ArrayList<>();
    for (String field = line(); !field.isEmpty(); field = line()) {
      fields.add(field);
    }
    return fields;
  }

  /** Empty at the end, too. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
