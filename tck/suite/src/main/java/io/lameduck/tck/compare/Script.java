package io.lameduck.tck.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One request, and what the application does with it.
 *
 * @param http2 its protocol; HTTP/1.1 otherwise
 * @param method of HTTP
 * @param headers each one {@code Name: value}
 * @param body none if empty
 * @param blocks the ops, by the number of their block
 */
public record Script(
    boolean http2, String method, List<String> headers, String body, List<List<String>> blocks) {

  /** The block that the error page runs, and so the last one. */
  static final int BLOCKS = 10;

  /** As the application takes it. */
  String text() {
    return blocks.stream().map(ops -> String.join(";", ops)).collect(Collectors.joining("|"));
  }

  /** How many ops there are. */
  int size() {
    return blocks.stream().mapToInt(List::size).sum();
  }

  /** Without the op of this number, counted through all blocks. */
  Script without(int op) {
    List<List<String>> fewer = new ArrayList<>();
    int left = op;
    for (List<String> block : blocks) {
      List<String> ops = new ArrayList<>(block);
      if (left >= 0 && left < ops.size()) {
        ops.remove(left);
        left = -1;
      } else if (left >= 0) {
        left -= ops.size();
      }
      fewer.add(ops);
    }
    return new Script(http2, method, headers, body, fewer);
  }

  /** As short as possible, for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(http2 ? "HTTP/2 " : "HTTP/1.1 ");
    text.append(method).append(' ').append(headers);
    if (!body.isEmpty()) {
      text.append(" body of ").append(body.length());
    }
    for (int i = 0; i < blocks.size(); i++) {
      if (!blocks.get(i).isEmpty()) {
        text.append("\n  block ").append(i).append(": ").append(String.join("; ", blocks.get(i)));
      }
    }
    return text.toString();
  }
}
