package io.lameduck.core;

/**
 * Which threads have asked for the stop that begins, and wait for it: to wait for what they do
 * would be to wait for ourselves. Known by what such a thread is in the middle of. Each frame here
 * is one that a thread leaves only when the stop is over, so no other request has one.
 */
final class StopRequesters {

  private StopRequesters() {}

  /** Takes what they do out of the count of this drain, if a stop asks for it. */
  static void excuse(Drain drain, Trigger trigger) {
    if (trigger == Trigger.SERVER_STOP || trigger == Trigger.APPLICATION_STOP) {
      drain.gate.excuse(StopRequesters::asks, drain.messages.work()::asksForTheStop);
    }
  }

  /** Whether this thread waits for a stop; looks at its stack. */
  static boolean asks(Thread thread) {
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
      case "io.lameduck.jvm.Deployment" -> method.equals("finishRequests");
      case "io.lameduck.jvm.JvmDrain" -> method.equals("onServerStop");
      default -> false;
    };
  }
}
