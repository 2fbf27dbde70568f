package io.lameduck.deployment;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** What an operator sees of a deployment from outside, as lines of text. */
public final class OperatorContract {

  private OperatorContract() {}

  /** The MBean as the server tells of it, under the name that an application gets. */
  public static List<String> mbean() throws JMException {
    DrainMBean silent =
        (DrainMBean)
            Proxy.newProxyInstance(
                DrainMBean.class.getClassLoader(),
                new Class<?>[] {DrainMBean.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    JmxPeers peers = new JmxPeers();
    peers.join(silent, "/contract");
    try {
      Set<ObjectName> names = server.queryNames(new ObjectName("*:name=/contract,*"), null);
      ObjectName name = names.iterator().next();
      List<String> lines = new ArrayList<>();
      lines.add(name.toString().replace("/contract", "<context path>"));
      MBeanInfo info = server.getMBeanInfo(name);
      Arrays.stream(info.getAttributes())
          .map(OperatorContract::attribute)
          .sorted()
          .forEach(lines::add);
      Arrays.stream(info.getOperations())
          .map(OperatorContract::operation)
          .sorted()
          .forEach(lines::add);
      return lines;
    } finally {
      peers.leave();
    }
  }

  private static String attribute(MBeanAttributeInfo attribute) {
    return "attribute %s: %s%s"
        .formatted(
            attribute.getName(), attribute.getType(), attribute.isWritable() ? ", writable" : "");
  }

  private static String operation(MBeanOperationInfo operation) {
    return "operation %s: %s"
        .formatted(
            Arrays.stream(operation.getSignature())
                .map(parameter -> parameter.getType())
                .collect(Collectors.joining(", ", operation.getName() + "(", ")")),
            operation.getReturnType());
  }

  /** The events of a flight recording. Read by reflection: to ask JFR would register them. */
  public static List<String> events() {
    List<String> lines = new ArrayList<>();
    for (Class<?> event : List.of(event("DrainEvent"), event("DrainPhaseEvent"))) {
      String name = event.getAnnotation(Name.class).value();
      lines.add(name);
      Arrays.stream(event.getDeclaredFields())
          .filter(field -> field.isAnnotationPresent(Label.class))
          .map(field -> name + "." + field.getName() + ": " + type(field))
          .sorted()
          .forEach(lines::add);
    }
    return lines;
  }

  private static Class<?> event(String name) {
    try {
      return Class.forName("io.lameduck.report." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String type(Field field) {
    return field.isAnnotationPresent(jdk.jfr.Timespan.class)
        ? "time span"
        : field.getType().getSimpleName();
  }
}
