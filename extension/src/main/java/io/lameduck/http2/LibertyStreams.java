package io.lameduck.http2;

import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Streams of Open Liberty's connections, which a GOAWAY of their client does not end.
 *
 * <p>A client that is told to go may say GOAWAY in turn while its last streams run (Jetty's does),
 * and Liberty then closes the connection. It gives that frame to stream 0, as it does with a frame
 * of a type that it does not know, and ignores. So the frame gets that type when the stream is
 * looked up.
 */
final class LibertyStreams implements KeptStreams {

  private static final Integer CONTROL = 0;
  private static final int NO_ERROR = 0;

  private final ReplacedField streams;
  private final Field reader;
  private final Method frame;
  private final Class<?> goAwayType;
  private final Method error;
  private final Field frameType;
  private final Object unknown;
  private final Method running;
  private final Http2Failures failures;

  /**
   * Takes the types of a connection and of its GOAWAY.
   *
   * @param running says how many streams of a client run on a connection
   */
  LibertyStreams(Class<?> linkType, Class<?> goAwayType, Method running, Http2Failures failures)
      throws ReflectiveOperationException {
    streams = new ReplacedField(linkType, "streamTable");
    reader = Reflection.field(linkType, "frameReadProcessor");
    frame = reader.getType().getMethod("getCurrentFrame");
    this.goAwayType = goAwayType;
    error = goAwayType.getMethod("getErrorCode");
    frameType = Reflection.field(frame.getReturnType(), "frameType");
    unknown = frameType.getType().getField("UNKNOWN").get(null);
    this.running = running;
    this.failures = failures;
  }

  @Override
  public void keep(Object link) throws ReflectiveOperationException {
    streams.replace(link, map -> new Outliving(map, link));
  }

  @Override
  public void restore() throws ReflectiveOperationException {
    streams.restore();
  }

  private void hideGoAway(Object link) {
    try {
      Object current = frame.invoke(reader.get(link));
      if (goAwayType.isInstance(current)
          && (int) error.invoke(current) == NO_ERROR
          && (int) running.invoke(link) > 0) {
        frameType.set(current, unknown);
      }
    } catch (ReflectiveOperationException e) {
      failures.keepStreams(e);
    }
  }

  /** The same streams, in the same map, so that it may be put in its place at any time. */
  @SuppressWarnings("serial") // It never is.
  private final class Outliving extends ConcurrentHashMap<Object, Object> {

    private final ConcurrentHashMap<Object, Object> map;
    private final Object link;

    @SuppressWarnings("unchecked") // Whose types the jar does not have.
    Outliving(Object map, Object link) {
      this.map = (ConcurrentHashMap<Object, Object>) map;
      this.link = link;
    }

    @Override
    public @Nullable Object get(Object stream) {
      if (CONTROL.equals(stream)) {
        hideGoAway(link);
      }
      return map.get(stream);
    }

    @Override
    public @Nullable Object put(Object stream, Object processor) {
      return map.put(stream, processor);
    }

    @Override
    public @Nullable Object remove(Object stream) {
      return map.remove(stream);
    }

    @Override
    public boolean containsKey(Object stream) {
      return map.containsKey(stream);
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public boolean isEmpty() {
      return map.isEmpty();
    }

    @Override
    public Collection<Object> values() {
      return map.values();
    }

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
      return map.entrySet();
    }

    @Override
    public KeySetView<Object, Object> keySet() {
      return map.keySet();
    }
  }
}
