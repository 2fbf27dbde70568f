package io.lameduck.listener;

import io.lameduck.server.LibertyBundles;
import io.lameduck.server.Reflection;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/**
 * Open Liberty's HTTP listeners. Each is a chain of channels; Liberty itself quiesces all of them
 * when it stops: they accept no connections, and what runs goes on.
 */
final class LibertyListeners implements HttpListeners {

  static final String NAME = "Open Liberty";

  private static final String INTERNAL = "com.ibm.ws.channelfw.internal.";
  private static final String FRAMEWORK = INTERNAL + "ChannelFrameworkImpl";

  /** How the names of chains for HTTP begin; those for messages and the like have others. */
  private static final String HTTP_CHAIN = "CHAIN-";

  private final Object framework;
  private final Field chains;
  private final Method state;
  private final Object started;
  private final Method quiesce;
  private final Method quiesceTimeout;

  private LibertyListeners(ClassLoader channels) throws ReflectiveOperationException {
    Class<?> frameworkType = channels.loadClass(FRAMEWORK);
    framework = frameworkType.getMethod("getRef").invoke(null);
    chains = Reflection.field(frameworkType, "chainRunningMap");
    state = channels.loadClass(INTERNAL + "chains.Chain").getMethod("getState");
    started = state.getReturnType().getField("STARTED").get(null);
    quiesce = frameworkType.getMethod("stopChain", String.class, long.class);
    quiesceTimeout = frameworkType.getMethod("getDefaultChainQuiesceTimeout");
  }

  /**
   * By the loader of a deployment; empty if the server is not Open Liberty.
   *
   * @throws ReflectiveOperationException if it is, but not as it was when this was written
   */
  static Optional<LibertyListeners> find(ClassLoader deployment)
      throws ReflectiveOperationException {
    Optional<LibertyBundles> bundles = LibertyBundles.find(deployment);
    return bundles.isPresent()
        ? Optional.of(
            new LibertyListeners(bundles.get().loader(LibertyBundles.CHANNELS, FRAMEWORK)))
        : Optional.empty();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int close() throws ReflectiveOperationException {
    long timeout = (long) quiesceTimeout.invoke(framework);
    if (timeout <= 0) {
      return 0; // It would cut off what runs.
    }
    int closed = 0;
    for (Map.Entry<?, ?> chain : Map.copyOf((Map<?, ?>) chains.get(framework)).entrySet()) {
      String called = (String) chain.getKey();
      if (called.startsWith(HTTP_CHAIN) && state.invoke(chain.getValue()).equals(started)) {
        quiesce.invoke(framework, called, timeout);
        closed++;
      }
    }
    return closed;
  }

  /** Liberty ends them by itself. */
  @Override
  public int endIdle() {
    return 0;
  }
}
