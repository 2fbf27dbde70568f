package io.lameduck.http2;

import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
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
final class UndertowStreams {

  private final ReplacedField streams;
  private final Field peerGone;
  private final Field thisGone;

  UndertowStreams(Class<?> http2Type) throws ReflectiveOperationException {
    streams = new ReplacedField(http2Type, "currentStreams");
    peerGone = Reflection.field(http2Type, "peerGoneAway");
    thisGone = Reflection.field(http2Type, "thisGoneAway");
  }

  /** From now on the client may say GOAWAY, and is served. On the connection's I/O thread. */
  void outliveGoAway(Object channel, Executor ioThread) throws ReflectiveOperationException {
    streams.replace(channel, map -> new Outliving(map, channel, ioThread));
  }

  /** Gives each connection its own map back. */
  void restore() throws ReflectiveOperationException {
    streams.restore();
  }

  /** The same streams, in the same map, so that it may be put in its place at any time. */
  private final class Outliving extends AbstractMap<Object, Object> {

    private final Map<Object, Object> map;
    private final Object channel;
    private final Executor ioThread;

    @SuppressWarnings("unchecked") // Whose types the jar does not have.
    Outliving(Object map, Object channel, Executor ioThread) {
      this.map = (Map<Object, Object>) map;
      this.channel = channel;
      this.ioThread = ioThread;
    }

    @Override
    public Collection<Object> values() {
      try {
        if (!map.isEmpty() && peerGone.getBoolean(channel)) {
          thisGone.setBoolean(channel, true); // Undertow does not say it twice.
          ioThread.execute(this::forget);
          return List.of();
        }
      } catch (ReflectiveOperationException e) {
        // Then it is as without the jar.
      }
      return map.values();
    }

    private void forget() {
      try {
        thisGone.setBoolean(channel, false);
        peerGone.setBoolean(channel, false);
      } catch (ReflectiveOperationException e) {
        // It could be set before.
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
