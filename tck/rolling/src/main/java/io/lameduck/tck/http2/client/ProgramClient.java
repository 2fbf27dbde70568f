package io.lameduck.tck.http2.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A program of nghttp2 ({@code apt-get install nghttp2-client}), started for each exchange.
 *
 * <p>h2load sends {@value #REQUESTS} requests on one connection, some at a time, and does not open
 * another one. nghttp sends one. The exchange fails if one of them does, by the program's own
 * summary.
 */
final class ProgramClient implements RealClient {

  private static final int REQUESTS = 6;
  private static final int OK_LENGTH = 2;

  private final List<String> command;
  private final Pattern success;
  private final Address address;

  private ProgramClient(List<String> command, String success, Address address) {
    this.command = command;
    this.success = Pattern.compile(success);
    this.address = address;
  }

  static ProgramClient h2load(Address address) {
    return new ProgramClient(
        List.of("h2load", "-n", String.valueOf(REQUESTS), "-c", "1", "-m", "3"),
        "status codes: " + REQUESTS + " 2xx",
        address);
  }

  static ProgramClient nghttp(Address address) {
    return new ProgramClient(
        List.of("nghttp", "--null-out", "--stat", "--no-dep"),
        "(?m) 200 +" + OK_LENGTH + " ",
        address);
  }

  @Override
  public Answer get(String path, int bytesPerSecond) throws IOException, InterruptedException {
    return run(List.of(address.url(path)));
  }

  /** At once, as these programs can do nothing else. */
  @Override
  public Answer post(String path, byte[] body, int bytesPerSecond)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("body", ".bin");
    try {
      Files.write(file, body);
      return run(List.of("--data=" + file, address.url(path)));
    } finally {
      Files.delete(file);
    }
  }

  private Answer run(List<String> arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    Path output = Files.createTempFile("output", ".txt");
    try {
      Process process =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("no end after " + BOUND);
      }
      String said = Files.readString(output);
      if (!success.matcher(said).find()) {
        throw new IOException(said.replaceAll("\\s+", " "));
      }
      return new Answer(200, "HTTP/2", OK_LENGTH);
    } finally {
      Files.delete(output);
    }
  }

  @Override
  public void close() {
    // Each exchange closes its own connection.
  }
}
