package io.lameduck.inflight;

import io.lameduck.log.Log;
import io.lameduck.log.Message;

/**
 * The threads that called for the stop that begins, and wait for it: a drain that waited for their
 * requests would wait for itself. Known by the stack: each frame named here is one that a thread
 * leaves only when the stop is over, so no other request has one.
 */
public final class StopCallers {

  private StopCallers() {}

  /** Takes their requests out of the count, and says so. */
  public static void uncount(RequestGate gate, Log log) {
    gate.uncount(
        StopCallers::waitsForTheStop, title -> log.write(Message.ASKED_FOR_THE_STOP, title));
  }

  /** Whether this thread waits for a stop; looks at its stack. */
  static boolean waitsForTheStop(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (waitsForTheStop(frame.getClassName(), frame.getMethodName())) {
        return true;
      }
    }
    return false;
  }

  private static boolean waitsForTheStop(String type, String method) {
    return switch (type) {
      // System.exit, which never returns; inside of it the hooks run, the server's among them.
      case "java.lang.Shutdown" -> true;
      // WildFly's management, in the middle of an operation: it waits until all services have
      // started or stopped, ours among them. For five minutes, unless it is told otherwise.
      case "org.jboss.as.controller.OperationContextImpl" ->
          method.equals("waitForRemovals") || method.equals("awaitServiceContainerStability");
      // The application, or the server, is stopped on this very thread, and we hold it: by this
      // copy of our classes, or by that of another deployment.
      case "io.lameduck.deployment.Deployment" -> method.equals("finishRequests");
      case "io.lameduck.deployment.DrainCoordinator" -> method.equals("onServerStop");
      default -> false;
    };
  }
}
