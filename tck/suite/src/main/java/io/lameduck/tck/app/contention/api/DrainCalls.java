package io.lameduck.tck.app.contention.api;

import io.lameduck.DrainEnded;
import io.lameduck.DrainResumed;
import io.lameduck.DrainingStarted;
import io.lameduck.LameDuckStarted;
import io.lameduck.Lameduck;
import io.lameduck.tck.app.contention.Calls;
import io.lameduck.tck.app.contention.Hook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The calls of Lameduck, and its events as callbacks. */
@ApplicationScoped
public class DrainCalls {

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  @Inject Lameduck lameduck;

  void began(@Observes @Initialized(ApplicationScoped.class) Object event) {
    Calls.add("lameduck.phase", s -> lameduck.phase());
    Calls.add("lameduck.activeRequests", s -> lameduck.activeRequests());
    Calls.add("lameduck.begin", s -> lameduck.begin("under a lock").close());
    Calls.add("mbean.attributes", s -> readAll());
    Calls.add("mbean.resume", s -> invoke("resume"));
    Calls.add("mbean.drain", s -> invoke("drain"));
  }

  private void readAll() throws JMException {
    ObjectName drain = drain();
    for (var attribute : server.getMBeanInfo(drain).getAttributes()) {
      server.getAttribute(drain, attribute.getName());
    }
  }

  private void invoke(String operation) throws JMException {
    server.invoke(drain(), operation, new Object[0], new String[0]);
  }

  private ObjectName drain() throws JMException {
    return server.queryNames(new ObjectName("io.lameduck:type=Drain,*"), null).iterator().next();
  }

  void lameDuck(@Observes LameDuckStarted event) {
    Hook.called("LameDuckStarted");
  }

  void draining(@Observes DrainingStarted event) {
    Hook.called("DrainingStarted");
  }

  void ended(@Observes DrainEnded event) {
    Hook.called("DrainEnded");
  }

  void resumed(@Observes DrainResumed event) {
    Hook.called("DrainResumed");
  }
}
