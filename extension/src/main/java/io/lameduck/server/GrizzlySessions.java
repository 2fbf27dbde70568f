package io.lameduck.server;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sessions of Payara's HTTP/2 connections, and their streams. */
public final class GrizzlySessions {

  /** The package of Grizzly's classes. */
  public static final String HTTP2 = "org.glassfish.grizzly.http2.";

  private final Class<?> type;
  private final Method session;
  private final Field lock;
  private final Field streams;

  private GrizzlySessions(ClassLoader loader, Class<?> type) throws ReflectiveOperationException {
    this.type = type;
    session = type.getMethod("get", loader.loadClass("org.glassfish.grizzly.Connection"));
    lock = Reflection.field(type, "sessionLock");
    streams = Reflection.field(type, "streamsMap");
  }

  /**
   * By the loader of a deployment; empty if the server has no HTTP/2.
   *
   * @throws ReflectiveOperationException if it has, but not as it was when this was written
   */
  public static Optional<GrizzlySessions> find(ClassLoader loader)
      throws ReflectiveOperationException {
    Class<?> type;
    try {
      type = loader.loadClass(HTTP2 + "Http2Session");
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
    return Optional.of(new GrizzlySessions(loader, type));
  }

  /** Grizzly's Http2Session. */
  public Class<?> type() {
    return type;
  }

  /** Null for a connection of HTTP/1.1, or one that is closed. */
  public @Nullable Object of(Object connection) throws ReflectiveOperationException {
    return session.invoke(null, connection);
  }

  /** What Grizzly locks while it accepts or removes a stream; never held for long. */
  public Object lock(Object of) throws ReflectiveOperationException {
    return lock.get(of);
  }

  /** By their identifiers. To be read under the lock. */
  public Map<?, ?> byId(Object of) throws ReflectiveOperationException {
    return (Map<?, ?>) streams.get(of);
  }

  /** Those of this moment. */
  public List<Object> streams(Object of) throws ReflectiveOperationException {
    synchronized (lock(of)) {
      return new ArrayList<>(byId(of).values());
    }
  }
}
