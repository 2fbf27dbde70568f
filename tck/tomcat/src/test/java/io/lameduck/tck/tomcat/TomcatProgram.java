package io.lameduck.tck.tomcat;

import java.nio.file.Path;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat with one application, as a program. It stops from a shutdown hook of the JVM, as
 * Tomcat's own scripts have it.
 */
final class TomcatProgram {

  static final String VIRTUAL_THREADS = "tomcat.virtual";

  private TomcatProgram() {}

  /**
   * Runs until the JVM is told to stop.
   *
   * @param arguments the port, a folder to work in, and that of the application; a system property
   *     says whether requests run on virtual threads
   */
  public static void main(String[] arguments) throws LifecycleException {
    Tomcat tomcat = new Tomcat();
    tomcat.setPort(Integer.parseInt(arguments[0]));
    tomcat.setBaseDir(arguments[1]);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    // Known since Tomcat 10.1.16; false is Tomcat's own default.
    tomcat
        .getConnector()
        .setProperty("useVirtualThreads", System.getProperty(VIRTUAL_THREADS, "false"));
    tomcat.addWebapp("/app", Path.of(arguments[2]).toAbsolutePath().toString());
    tomcat.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tomcat), "stop"));
    System.out.println("STARTED");
    tomcat.getServer().await();
  }

  private static void stop(Tomcat tomcat) {
    try {
      tomcat.stop();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }
}
