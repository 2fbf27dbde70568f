package io.lameduck.cdi;

import io.lameduck.deployment.Deployment;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * Starts a CDI container that finds our beans as a server does, on a class path that may lack an
 * API. Arguments are configuration.
 */
final class ContainerProgram {

  private ContainerProgram() {}

  public static void main(String[] arguments) throws Exception {
    for (String argument : arguments) {
      String[] property = argument.split("=", 2);
      System.setProperty("lameduck." + property[0], property[1]);
    }
    Deployment.contextFound("/program");
    try (WeldContainer container =
        new Weld()
            .disableDiscovery()
            .addExtension(new LameduckExtension())
            .addBeanClasses(ContainerProgram.class)
            .initialize()) {
      Deployment deployment = Deployment.current();
      if (deployment != null) {
        deployment.drain().readinessReportedUp();
      }
      System.out.println(
          "READY beans: "
              + container.getBeanManager().getBeans(Object.class).stream()
                  .map(bean -> bean.getBeanClass())
                  .filter(type -> type.getPackageName().equals("io.lameduck.cdi"))
                  .map(Class::getSimpleName)
                  .filter(name -> name.matches("LameduckBean|.*Observer|.*Check|.*Interceptor"))
                  .sorted()
                  .collect(Collectors.joining(", ")));
      new CountDownLatch(1).await();
    }
  }
}
