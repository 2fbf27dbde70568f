package io.lameduck.server;

import io.lameduck.log.Log;
import io.lameduck.log.Message;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one file that touches WildFly's suspend controller: the only place where a stop that is not a
 * signal (the CLI's {@code shutdown}) can be held while the listener still serves.
 *
 * <p>By reflection through JBoss Modules: a dependency in the manifest would log a warning about a
 * private module (WFLYSRV0018), and would bind the jar to one version of the server.
 */
final class WildFlySuspension {

  private static final String SUSPEND = "org.jboss.as.server.suspend.";
  private static final String SUSPEND_CONTROLLER = "org.wildfly.server.suspend-controller";
  private static final String MSC = "org.jboss.msc.service.Service";

  private WildFlySuspension() {}

  /**
   * Registers the action to run before WildFly stops, on the thread that stops it, for as long as
   * it takes. It is not called if an operator only suspends the server and may resume it, nor by a
   * reload, which suspends nothing.
   *
   * @return closing it unregisters, on a thread of the server's; null if this is not WildFly
   * @throws ReflectiveOperationException if it is, but without this interface (before WildFly 34)
   */
  static @Nullable AutoCloseable register(ClassLoader deployment, Runnable beforeStop)
      throws ReflectiveOperationException {
    if (!WildFlyModules.loaded(deployment)) {
      return null;
    }
    ClassLoader server = WildFlyModules.loader(deployment, WildFlyModules.SERVER);
    Class<?> activityType = Class.forName(SUSPEND + "SuspendableActivity", true, server);
    Class<?> registryType = Class.forName(SUSPEND + "SuspendableActivityRegistry", true, server);
    Class<?> priorityType =
        Class.forName(SUSPEND + "SuspendableActivityRegistry$SuspendPriority", true, server);
    Method register = registryType.getMethod("registerActivity", activityType, priorityType);
    Method unregister = registryType.getMethod("unregisterActivity", activityType);
    Method isStopping =
        Class.forName(SUSPEND + "ServerSuspendContext", true, server).getMethod("isStopping");
    // Late among those asked to prepare: mod_cluster's balancer has been told and message-driven
    // beans have stopped when the wait begins. Deployments refuse requests only in the next round,
    // suspend, whatever the order.
    Object late = priorityType.getMethod("of", int.class).invoke(null, 9);
    InvocationHandler drain =
        (proxy, method, arguments) -> {
          // Blocks: a stage left incomplete holds nothing if the suspend timeout is 0, the
          // default.
          if (method.getName().equals("prepare") && (boolean) isStopping.invoke(arguments[0])) {
            beforeStop.run();
          }
          return null;
        };
    Object activity = answering(activityType, drain, CompletableFuture.completedStage(null));
    return whileUp(
        server,
        registry -> register.invoke(registry, activity, late),
        registry -> unregister.invoke(registry, activity));
  }

  private interface Step {
    void with(Object registry) throws ReflectiveOperationException;
  }

  /**
   * Takes one step when the suspend controller is up, the other when it goes or this is closed. By
   * a service of our own, the only way to it: the container gives out no value of another service.
   * Nothing waits for it here, since all of the container's threads may be busy deploying.
   */
  private static AutoCloseable whileUp(ClassLoader server, Step start, Step stop)
      throws ReflectiveOperationException {
    // Through the interfaces: the classes behind them are not public.
    Class<?> nameType = Class.forName(MSC + "Name", true, server);
    Class<?> builderType = Class.forName(MSC + "Builder", true, server);
    Class<?> modeType = Class.forName(MSC + "Controller$Mode", true, server);
    Class<?> serviceType = Class.forName("org.jboss.msc.Service", true, server);
    Object container = WildFlyModules.serviceContainer(server);
    Object builder =
        Class.forName(MSC + "Target", true, server).getMethod("addService").invoke(container);
    Object name = call(nameType, null, "parse", String.class, SUSPEND_CONTROLLER);
    Supplier<?> registry = (Supplier<?>) call(builderType, builder, "requires", nameType, name);
    InvocationHandler lifecycle =
        (proxy, method, arguments) -> {
          (method.getName().equals("start") ? start : stop).with(registry.get());
          return null;
        };
    Object service = answering(serviceType, lifecycle, null);
    call(builderType, builder, "setInstance", serviceType, service);
    // Passive: it waits without complaint if there is no such controller.
    Object passive = modeType.getField("PASSIVE").get(null);
    call(builderType, builder, "setInitialMode", modeType, passive);
    Object remove = modeType.getField("REMOVE").get(null);
    Class<?> controllerType = Class.forName(MSC + "Controller", true, server);
    Object controller = builderType.getMethod("install").invoke(builder);
    return () -> call(controllerType, controller, "setMode", modeType, remove);
  }

  private static Object call(
      Class<?> type, @Nullable Object on, String method, Class<?> parameter, Object argument)
      throws ReflectiveOperationException {
    return type.getMethod(method, parameter).invoke(on, argument);
  }

  /** Calls the action and answers, whatever becomes of it: a failure would cancel the stop. */
  private static Object answering(
      Class<?> type, InvocationHandler action, @Nullable Object answer) {
    return Reflection.proxy(
        type,
        (proxy, method, arguments) -> {
          try {
            action.invoke(proxy, method, arguments);
          } catch (Exception | Error e) {
            Log.ofPlatform().failure(e, Message.SERVER_STOP_UNKNOWN, "WildFly");
          }
          return answer;
        });
  }
}
