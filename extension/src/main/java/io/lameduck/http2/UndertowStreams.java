package io.lameduck.http2;

import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Streams of WildFly's connections, which a GOAWAY of their client does not reset.
 *
 * <p>A client that is told to go may say GOAWAY in turn while its last streams run (Jetty's does).
 * Undertow then notes that the client is gone, resets each of the values of this map, says GOAWAY
 * and closes the connection. Nothing else of Undertow's asks for the values.
 */
final class UndertowStreams implements KeptStreams {

  private final ReplacedField streams;
  private final Field peerGone;
  private final Field thisGone;
  private final Method ioThread;
  private final Http2Failures failures;

  UndertowStreams(Class<?> http2Type, Method ioThread, Http2Failures failures)
      throws ReflectiveOperationException {
    this.ioThread = ioThread;
    this.failures = failures;
    streams = new ReplacedField(http2Type, "currentStreams");
    peerGone = Reflection.field(http2Type, "peerGoneAway");
    thisGone = Reflection.field(http2Type, "thisGoneAway");
  }

  /** On the connection's I/O thread. */
  @Override
  public void keep(Object channel) throws ReflectiveOperationException {
    streams.replace(channel, map -> new Outliving(map, channel));
  }

  @Override
  public void restore() throws ReflectiveOperationException {
    streams.restore();
  }

  /** The same streams, in the same map, so that it may be put in its place at any time. */
  private final class Outliving extends AbstractMap<Object, Object> {

    private final Map<Object, Object> map;
    private final Object channel;

    @SuppressWarnings("unchecked") // Whose types the jar does not have.
    Outliving(Object map, Object channel) {
      this.map = (Map<Object, Object>) map;
      this.channel = channel;
    }

    @Override
    public Collection<Object> values() {
      try {
        if (!map.isEmpty() && peerGone.getBoolean(channel)) {
          thisGone.setBoolean(channel, true); // Undertow does not say it twice.
          ((Executor) ioThread.invoke(channel)).execute(this::forget);
          return List.of();
        }
      } catch (ReflectiveOperationException e) {
        failures.keepStreams(e);
      }
      return map.values();
    }

    private void forget() {
      try {
        thisGone.setBoolean(channel, false);
        peerGone.setBoolean(channel, false);
      } catch (ReflectiveOperationException e) {
        failures.keepStreams(e);
      }
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
      return map.entrySet();
    }

    @Override
    public @Nullable Object get(Object stream) {
      return map.get(stream);
    }

    @Override
    public @Nullable Object put(Object stream, Object holder) {
      return map.put(stream, holder);
    }

    @Override
    public @Nullable Object remove(Object stream) {
      return map.remove(stream);
    }

    @Override
    public boolean isEmpty() {
      return map.isEmpty();
    }
  }
}
