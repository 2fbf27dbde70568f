package io.lameduck.deployment;

import io.lameduck.DrainPhase;
import io.lameduck.drain.Peers;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/**
 * The peers of a deployment: the others of this JVM that have Lameduck, found at the platform's
 * MBean server. One that is gone, fails, or lacks what is asked of it is passed over. One that
 * hangs holds the caller, so no signal asks on its own thread.
 */
final class JmxPeers implements Peers {

  private static final String DOMAIN = "io.lameduck:type=Drain,";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private volatile @Nullable ObjectName own;

  /** Registers this deployment, under its name or that with a number. */
  void join(DrainMBean self, String application) throws JMException {
    StandardMBean bean = new StandardMBean(self, DrainMBean.class);
    int number = 1;
    while (own == null) {
      own = register(bean, number == 1 ? application : application + "#" + number);
      number++;
    }
  }

  /** Null if the name is taken: the same context path on another virtual host, perhaps. */
  private @Nullable ObjectName register(StandardMBean bean, String name) throws JMException {
    String value = name.matches("[\\w/#.-]+") ? name : ObjectName.quote(name);
    try {
      return server.registerMBean(bean, new ObjectName(DOMAIN + "name=" + value)).getObjectName();
    } catch (InstanceAlreadyExistsException e) {
      return null;
    }
  }

  /** Takes this deployment away again; a repetition does nothing. */
  void leave() throws JMException {
    ObjectName name = own;
    own = null;
    if (name != null && server.isRegistered(name)) {
      server.unregisterMBean(name);
    }
  }

  /** All peers: not this deployment. */
  List<ObjectName> all() {
    try {
      Set<ObjectName> names = new TreeSet<>(server.queryNames(new ObjectName(DOMAIN + "*"), null));
      names.removeIf(name -> name.equals(own));
      return List.copyOf(names);
    } catch (JMException | RuntimeException e) {
      return List.of();
    }
  }

  /** Blocks until the drain of that deployment is over. */
  void drain(ObjectName peer, String trigger, long start) {
    call(peer, "drain", new Object[] {trigger, start}, "java.lang.String", "long");
  }

  void cutShort(ObjectName peer) {
    call(peer, "cutShort", new Object[0]);
  }

  void interruptAbandoned(ObjectName peer) {
    call(peer, "interruptAbandoned", new Object[0]);
  }

  void resume(ObjectName peer) {
    call(peer, "resumeThis", new Object[0]);
  }

  boolean adopts(ObjectName peer, Object[] trap) {
    Object[] arguments = {trap};
    return call(peer, "adopt", arguments, Object[].class.getName()).equals(Optional.of(true));
  }

  /** Whether one of them handles the signal. */
  boolean haveTaken(String signal) {
    return all().stream()
        .map(peer -> attribute(peer, "Signals", String[].class).orElse(new String[0]))
        .anyMatch(signals -> List.of(signals).contains(signal));
  }

  /** How long that deployment's drain may take, in milliseconds; 0 if it does not say. */
  long drainTimeMillis(ObjectName peer) {
    return attribute(peer, "DrainTimeMillis", Long.class).orElse(0L);
  }

  /** How long ago the drain of the whole JVM began, in nanoseconds; empty if none has. */
  OptionalLong ageNanos() {
    return all().stream().mapToLong(this::ageNanos).filter(age -> age >= 0).max();
  }

  /** What one of them has given up waiting for, in bytes; 0 if none has waited. */
  long undeliveredBytes() {
    return all().stream()
        .mapToLong(peer -> attribute(peer, "UndeliveredBytes", Long.class).orElse(0L))
        .max()
        .orElse(0);
  }

  /** Whether one of them still serves, or has more in flight than calls of message-driven beans. */
  boolean runBesideMessages() {
    return serving()
        || inLameDuck()
        || all().stream()
            .anyMatch(
                peer -> attribute(peer, "RunningBesideMessages", Boolean.class).orElse(false));
  }

  /** Whether one of them, and so all, may resume from the drain of the whole JVM. */
  boolean resumable() {
    return all().stream()
        .anyMatch(peer -> attribute(peer, "Resumable", Boolean.class).orElse(false));
  }

  @Override
  public long quietNanos() {
    return all().stream()
        .mapToLong(peer -> attribute(peer, "QuietNanos", Long.class).orElse(Long.MAX_VALUE))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  @Override
  public boolean busy() {
    return all().stream().anyMatch(this::isBusy);
  }

  @Override
  public boolean serving() {
    return anyIn(DrainPhase.SERVING);
  }

  /** Whether one of them still announces. */
  boolean inLameDuck() {
    return anyIn(DrainPhase.LAME_DUCK);
  }

  private boolean anyIn(DrainPhase phase) {
    return all().stream()
        .anyMatch(
            peer ->
                attribute(peer, "Phase", String.class).filter(phase.name()::equals).isPresent());
  }

  /** One that only waits for its peers is not: else they would wait for each other. */
  private boolean isBusy(ObjectName peer) {
    if (ageNanos(peer) < 0) {
      return false;
    }
    String phase = attribute(peer, "Phase", String.class).orElse("");
    return phase.equals(DrainPhase.LAME_DUCK.name())
        || (phase.equals(DrainPhase.DRAINING.name())
            && attribute(peer, "ActiveRequests", Long.class).orElse(0L) > 0);
  }

  private long ageNanos(ObjectName peer) {
    return attribute(peer, "AgeNanos", Long.class).orElse(-1L);
  }

  private <T> Optional<T> attribute(ObjectName peer, String name, Class<T> type) {
    try {
      return Optional.ofNullable(server.getAttribute(peer, name))
          .filter(type::isInstance)
          .map(type::cast);
    } catch (JMException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Object> call(
      ObjectName peer, String operation, Object[] arguments, String... types) {
    try {
      return Optional.ofNullable(server.invoke(peer, operation, arguments, types));
    } catch (JMException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
