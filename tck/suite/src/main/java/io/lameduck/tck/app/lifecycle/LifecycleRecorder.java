package io.lameduck.tck.app.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.servlet.ServletContext;

/** One line for each event, with the kind of the application: with the jar or bare. */
@ApplicationScoped
public class LifecycleRecorder {

  void initialized(@Observes @Initialized(ApplicationScoped.class) Object event) {
    record("Initialized", event);
  }

  void started(@Observes Startup event) {
    record("Startup", event);
  }

  void stopped(@Observes Shutdown event) {
    record("Shutdown", event);
  }

  void beforeDestroyed(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    record("BeforeDestroyed", event);
  }

  void destroyed(@Observes @Destroyed(ApplicationScoped.class) Object event) {
    record("Destroyed", event);
  }

  static void record(String name, Object event) {
    String payload =
        event instanceof ServletContext ? "ServletContext" : event.getClass().getSimpleName();
    System.out.println("LIFECYCLE-" + kind() + " " + name + ": " + payload);
  }

  private static String kind() {
    try {
      Class<?> unused =
          Class.forName("io.lameduck.Lameduck", false, LifecycleRecorder.class.getClassLoader());
      return "JAR";
    } catch (ClassNotFoundException e) {
      return "RAW";
    }
  }
}
