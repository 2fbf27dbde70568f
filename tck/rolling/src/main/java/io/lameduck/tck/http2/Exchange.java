package io.lameduck.tck.http2;

import io.lameduck.tck.http2.client.Answer;
import io.lameduck.tck.http2.client.ClientLibrary;
import io.lameduck.tck.http2.client.RealClient;
import io.lameduck.tck.load.Requester;
import java.io.IOException;
import java.time.Duration;

/**
 * One kind of request of one client.
 *
 * @param library who sends it
 */
record Exchange(ClientLibrary library, Kind kind) implements Requester {

  /** Kinds of requests. */
  enum Kind {
    /** Some bytes, at once. */
    SHORT("short", 3, 100),
    /** Some bytes, after two seconds. */
    SLOW("2 s", 1, 0),
    /** A body that takes a second to send. */
    UPLOAD("upload", 1, 1_000),
    /** A body that is read for two seconds or more, and waits for its window. */
    DOWNLOAD("download", 1, 2_000);

    private final String label;
    private final int threads;
    private final int intervalMillis;

    Kind(String label, int threads, int intervalMillis) {
      this.label = label;
      this.threads = threads;
      this.intervalMillis = intervalMillis;
    }

    /** How many threads send it on one connection. */
    int threads() {
      return threads;
    }

    /** From the start of one to that of the next, on each thread. */
    Duration interval() {
      return Duration.ofMillis(intervalMillis);
    }
  }

  private static final int SHORT_BODY = 2;
  private static final int SECONDS_OF_A_DOWNLOAD = 2;

  @Override
  public String label() {
    return library.label() + " " + kind.label;
  }

  /** Whether this client sends this kind. */
  boolean isAskedFor() {
    return kind != Kind.DOWNLOAD || library.downloadMebibytes() > 0;
  }

  /** Blocks for the whole response. */
  Answer send(RealClient client, String path) throws IOException, InterruptedException {
    int upload = library.uploadBytes();
    int mebibytes = library.downloadMebibytes();
    return switch (kind) {
      case SHORT -> client.get(path, RealClient.AT_ONCE);
      case SLOW -> client.get(path + "?ms=2000", RealClient.AT_ONCE);
      case UPLOAD -> client.post(path + "?bytes=" + upload, new byte[upload], upload);
      case DOWNLOAD ->
          client.get(path + "?mib=" + mebibytes, (mebibytes << 20) / SECONDS_OF_A_DOWNLOAD);
    };
  }

  /** Whether all of the body is there. */
  boolean isWhole(Answer answer) {
    long expected = kind == Kind.DOWNLOAD ? (long) library.downloadMebibytes() << 20 : SHORT_BODY;
    return answer.length() == expected;
  }
}
