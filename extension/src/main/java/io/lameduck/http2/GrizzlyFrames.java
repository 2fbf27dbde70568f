package io.lameduck.http2;

import io.lameduck.server.GrizzlySessions;
import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;

/**
 * Frames that Payara has parsed and is about to process, without the GOAWAY of a client that still
 * has streams.
 *
 * <p>A client that is told to go may say GOAWAY in turn while its last streams run (Jetty's does),
 * and Grizzly then ends them all. While a request reads its body, Grizzly's selector thread even
 * waits for that request, with the lock of the session, and the request for its next frame.
 */
final class GrizzlyFrames implements KeptStreams {

  private final GrizzlySessions sessions;
  private final Http2Failures failures;
  private final Field state;
  private final Field parsing;
  private final Field result;
  private final ReplacedField frames;
  private final Class<?> goAwayType;
  private final Method error;

  GrizzlyFrames(ClassLoader loader, GrizzlySessions sessions, Http2Failures failures)
      throws ReflectiveOperationException {
    this.sessions = sessions;
    this.failures = failures;
    state = Reflection.field(sessions.type(), "http2State");
    parsing = Reflection.field(state.getType(), "frameParsingState");
    result = Reflection.field(parsing.getType(), "parsingResult");
    frames = new ReplacedField(result.getType(), "frameList");
    goAwayType = loader.loadClass(GrizzlySessions.HTTP2 + "frames.GoAwayFrame");
    error = goAwayType.getMethod("getErrorCode");
  }

  @Override
  public void keep(Object session) throws ReflectiveOperationException {
    Object parsed = result.get(parsing.get(state.get(session)));
    frames.replace(parsed, list -> new WithoutGoAway(list, session));
  }

  @Override
  public void restore() throws ReflectiveOperationException {
    frames.restore();
  }

  private boolean isToBeLeftOut(Object frame, Object session) {
    try {
      return goAwayType.isInstance(frame)
          && error.invoke(frame) == sessions.noError()
          && sessions.running(session) > 0;
    } catch (ReflectiveOperationException e) {
      failures.keepStreams(e);
      return false;
    }
  }

  /** The same frames, in the same list, so that it may be put in its place at any time. */
  private final class WithoutGoAway extends AbstractList<Object> {

    private final List<Object> list;
    private final Object session;

    @SuppressWarnings("unchecked") // Of frames, whose type the jar does not have.
    WithoutGoAway(Object list, Object session) {
      this.list = (List<Object>) list;
      this.session = session;
    }

    @Override
    public boolean add(Object frame) {
      return !isToBeLeftOut(frame, session) && list.add(frame);
    }

    @Override
    public Object get(int index) {
      return list.get(index);
    }

    @Override
    public int size() {
      return list.size();
    }

    @Override
    public Iterator<Object> iterator() {
      return list.iterator();
    }

    @Override
    public void clear() {
      list.clear();
    }
  }
}
