package io.lameduck.tck.app.trouble;

import io.lameduck.DrainEnded;
import io.lameduck.DrainingStarted;
import io.lameduck.LameDuckStarted;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** At each step of the drain they fail, hang, and ask for another drain, or for none. */
@ApplicationScoped
public class Troublemakers {

  void throwsAnError(@Observes @Priority(1) LameDuckStarted event) {
    throw new StackOverflowError("on purpose: an observer that throws an Error");
  }

  void drainsAgain(@Observes @Priority(2) LameDuckStarted event) throws JMException {
    ask("drain");
  }

  void hangsForEver(@Observes @Priority(3) LameDuckStarted event) {
    hang();
  }

  void takesItBack(@Observes @Priority(1) DrainingStarted event) throws JMException {
    System.out.println("RESUMED " + ask("resume"));
  }

  void drainsOnceMore(@Observes @Priority(2) DrainingStarted event) throws JMException {
    ask("drain");
  }

  void drainsWhatIsDrained(@Observes @Priority(1) DrainEnded event) throws JMException {
    ask("drain");
    throw new StackOverflowError("on purpose: an observer that throws an Error");
  }

  void hangsAtTheEnd(@Observes @Priority(2) DrainEnded event) {
    hang();
  }

  private static Object ask(String operation) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName all = new ObjectName("io.lameduck:type=Drain,*");
    ObjectName drain = server.queryNames(all, null).iterator().next();
    Object answer = server.invoke(drain, operation, new Object[0], new String[0]);
    return answer == null ? "" : answer;
  }

  /** Whoever interrupts it. */
  private static void hang() {
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        System.out.println("still hanging");
      }
    }
  }
}
