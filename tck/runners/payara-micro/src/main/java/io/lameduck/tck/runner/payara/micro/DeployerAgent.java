package io.lameduck.tck.runner.payara.micro;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs inside Payara Micro, loaded into it only when something is to be deployed or undeployed: it
 * listens to nobody from outside, but has an API for what runs in its JVM.
 */
public final class DeployerAgent {

  static final String DEPLOY = "deploy ";
  static final String UNDEPLOY = "undeploy ";

  /**
   * One for all orders, of which each is carried out when the one before it is: the server returns
   * from an undeployment when the application is gone, and refuses to deploy it again before.
   */
  private static final ExecutorService WORKER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread worker = new Thread(task, "tck deployer");
            worker.setDaemon(true);
            return worker;
          });

  private DeployerAgent() {}

  /**
   * Called by the JVM with what {@link RunningMicro} says; returns at once. The JVM loads this
   * class once, whatever the number of orders.
   */
  public static void agentmain(String order) {
    WORKER.execute(() -> obey(order));
  }

  private static void obey(String order) {
    try {
      if (order.startsWith(DEPLOY)) {
        File archive = new File(order.substring(DEPLOY.length()));
        call("deploy", File.class, archive);
      } else {
        call("undeploy", String.class, order.substring(UNDEPLOY.length()));
      }
    } catch (ReflectiveOperationException e) {
      // Into the log of the instance, which a test shows when it fails.
      throw new IllegalStateException("could not " + order, e);
    }
  }

  /** The API is in the server's jar, on the class path here and nowhere in the build. */
  private static <T> void call(String verb, Class<T> type, T argument)
      throws ReflectiveOperationException {
    Class<?> microType = Class.forName("fish.payara.micro.PayaraMicro");
    Object micro = microType.getMethod("getInstance").invoke(null);
    Object runtime = microType.getMethod("getRuntime").invoke(micro);
    Class.forName("fish.payara.micro.PayaraMicroRuntime")
        .getMethod(verb, type)
        .invoke(runtime, argument);
  }

  /** What Payara calls an application unless told otherwise; its context path, too. */
  static String name(Path archive) {
    return archive.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }
}
