package io.lameduck.tck.load;

import io.lameduck.tck.harness.ServerProcess;
import io.lameduck.tck.harness.ServerSetup;
import io.lameduck.tck.harness.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server without a process: after SIGTERM it serves for as long as it was told, then it is gone.
 */
final class FakeServer implements ServerUnderTest {

  private static final String LAST =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello";

  private final Duration drain;

  FakeServer(Duration drain) {
    this.drain = drain;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public ServerProcess start(ServerSetup setup) throws IOException {
    return new FakeProcess(setup.httpPort(), drain);
  }

  private static final class FakeProcess implements ServerProcess {
    private final int port;
    private final Duration drain;
    private final Target target;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile boolean draining;

    FakeProcess(int port, Duration drain) throws IOException {
      this.port = port;
      this.drain = drain;
      this.target =
          new Target(
              port,
              socket -> {
                boolean last = draining;
                if (exit.isDone()) {
                  return false;
                }
                Target.say(socket, last ? LAST : Target.FINE);
                return !last;
              });
    }

    @Override
    public void sigterm() {
      draining = true;
      CompletableFuture.delayedExecutor(drain.toMillis(), TimeUnit.MILLISECONDS).execute(this::end);
    }

    private void end() {
      try {
        exit.complete(143);
        target.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int awaitExit(Duration bound) throws InterruptedException {
      try {
        return exit.get(bound.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("still alive", e);
      }
    }

    @Override
    public void close() {
      end();
    }

    @Override
    public void awaitReady(Duration bound) {}

    @Override
    public int httpPort() {
      return port;
    }

    @Override
    public int healthPort() {
      return port;
    }

    @Override
    public long pid() {
      return 0;
    }

    @Override
    public boolean isAlive() {
      return !exit.isDone();
    }

    @Override
    public String log() {
      return "";
    }

    @Override
    public String awaitLog(String text, Duration bound) {
      return "";
    }
  }
}
