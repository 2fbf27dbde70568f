package io.lameduck.deployment;

import static io.lameduck.config.Durations.text;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.concurrent.Spread;
import io.lameduck.config.InvalidSettingsException;
import io.lameduck.config.PathSet;
import io.lameduck.config.Settings;
import io.lameduck.drain.Drain;
import io.lameduck.drain.DrainState;
import io.lameduck.drain.FailSafeDrain;
import io.lameduck.drain.Trigger;
import io.lameduck.http2.GoAways;
import io.lameduck.inflight.RequestGate;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.report.FlightEvents;
import io.lameduck.report.TerminationLog;
import io.lameduck.server.ServerStop;
import io.lameduck.signal.ProcessTree;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of Lameduck in one deployment share. The parts are made by different containers at
 * different times (CDI, servlet, health), so they meet in a static field of this class: there is
 * one per class loader of the jar, that is, one per WAR that carries it in {@code WEB-INF/lib}, or
 * one for all WARs of an EAR that carries it in {@code lib}.
 */
public final class Deployment {

  /** Of an EAR: CDI may be up, and we armed, before the first of them begins. */
  private static final Duration ALL_WARS_UP = Duration.ofSeconds(10);

  private static volatile @Nullable Deployment current;

  /**
   * Of the first WAR; known before the deployment is opened on some servers, after it on others.
   */
  private static volatile @Nullable String firstContext;

  private static final AtomicBoolean saidSwitchedOff = new AtomicBoolean();

  private final Settings settings;
  private final Log log;
  private final MonotonicClock clock;
  private final Drain drain;
  private final JmxPeers peers = new JmxPeers();
  private final DrainCoordinator coordinator;
  private final SignalOwnership signals;
  private final GoAways goAways;
  private final DrainMBean bean;
  private final @Nullable FlightEvents flightEvents;
  private final PathSet excluded;
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger owners = new AtomicInteger(1);
  private final AtomicInteger contexts = new AtomicInteger();
  private final AtomicBoolean untracked = new AtomicBoolean();
  private final DeploymentHooks hooks = new DeploymentHooks(() -> firstContext != null);
  private volatile List<ServerStop> serverStops = List.of();
  private volatile boolean withoutCdi;
  private volatile String name = "application";
  private volatile long armedAt;

  private Deployment(Settings settings, MonotonicClock clock, Log log) {
    this.settings = settings;
    this.clock = clock;
    this.log = log;
    this.armedAt = clock.nanos();
    this.excluded = new PathSet(settings.exclude());
    this.drain = new Drain(settings, new RequestGate(), peers, clock, InstantSource.system(), log);
    this.coordinator = new DrainCoordinator(drain, settings.drainTime(), peers, clock, log);
    this.signals = new SignalOwnership(settings.signals(), peers, coordinator, log);
    Spread spread = Spread.within(settings.reconnectSpread(), settings.announceMin());
    this.goAways = new GoAways(clock, spread, drain.traffic(), log);
    this.bean = new DrainBean(drain, settings.drainTime(), coordinator, signals);
    this.flightEvents = flightEvents(() -> name);
    drain.follow(goAways);
    drain.follow(new TerminationLog(settings.terminationLog(), log));
    if (flightEvents != null) {
      drain.follow(flightEvents);
    }
  }

  /** Null in a JVM made by jlink without the module jdk.jfr: it has no recordings either. */
  private static @Nullable FlightEvents flightEvents(Supplier<String> application) {
    try {
      return new FlightEvents(application);
    } catch (LinkageError e) {
      return null;
    }
  }

  /** The deployment of this class loader; null before {@link #open} and after {@link #close}. */
  public static @Nullable Deployment current() {
    return current;
  }

  /**
   * Begins a deployment, or shares the one that is open: for an EAR, some servers make a CDI
   * container of each WAR, and all of them see the jar in {@code lib}. Nothing outside this class
   * loader is touched before {@link #arm}.
   *
   * @return what this caller has to {@link #close}
   */
  public static Deployment open(Settings settings, Log log) {
    return open(settings, MonotonicClock.system(), log);
  }

  static synchronized Deployment open(Settings settings, MonotonicClock clock, Log log) {
    Deployment shared = current;
    if (shared != null) {
      shared.owners.incrementAndGet();
      return shared;
    }
    Deployment opened = new Deployment(settings, clock, log);
    String context = firstContext;
    if (context != null) {
      opened.name(context);
    }
    current = opened;
    return opened;
  }

  /**
   * As {@link #open(Settings, Log)}, with the configuration that the context class loader of this
   * thread sees.
   *
   * @throws InvalidSettingsException if it is to be refused
   */
  public static Deployment open(Log log) {
    Configuration configuration = Configuration.ofThisDeployment();
    Settings settings = configuration.settings();
    configuration.warnOfUnknownKeys(log);
    Deployment opened = open(settings, log);
    if (!settings.enabled()) {
      saySwitchedOff(log);
    }
    return opened;
  }

  /**
   * Whether Lameduck does nothing here. If no deployment is open, by the configuration that the
   * context class loader of this thread sees; false if that is to be refused.
   */
  public static boolean isSwitchedOff() {
    Deployment opened = current;
    return opened == null ? Configuration.isSwitchedOff() : !opened.enabled();
  }

  /** Says so once: CDI, which opens the deployment, and each WAR come in any order. */
  public static void saySwitchedOff(Log log) {
    if (saidSwitchedOff.compareAndSet(false, true)) {
      log.write(Message.SWITCHED_OFF);
    }
  }

  /**
   * As {@link #open(Log)}, for an application that has no CDI: it is over with its last WAR.
   *
   * @throws InvalidSettingsException if the configuration is to be refused
   */
  public static Deployment openWithoutCdi(Log log) {
    Deployment opened = open(log);
    opened.withoutCdi = true;
    return opened;
  }

  /** Whether no CDI container has opened it. */
  public boolean withoutCdi() {
    return withoutCdi;
  }

  /** Whether Lameduck does anything here. */
  public boolean enabled() {
    return settings.enabled();
  }

  /** What people call it: the context path of its first WAR. */
  public String name() {
    return name;
  }

  /** The hooks at its start and its end. */
  public DeploymentHooks hooks() {
    return hooks;
  }

  /** Its configuration. */
  public Settings settings() {
    return settings;
  }

  /** The drain of all deployments of this JVM, as an operator begins it or resumes. */
  public DrainMBean mbean() {
    return bean;
  }

  /** The one drain of this deployment. */
  public Drain drain() {
    return drain;
  }

  /** As {@link Drain#runsBesideMessages}, in the peers; one that still serves counts, too. */
  public boolean peersRunBesideMessages() {
    return peers.runBesideMessages();
  }

  /** The request paths that are neither counted nor traffic. */
  public PathSet excluded() {
    return excluded;
  }

  /** There is a WAR at this path; people call the whole deployment by that of the first. */
  public static synchronized void contextFound(String contextPath) {
    if (firstContext == null) {
      String path = contextPath.isEmpty() ? "/" : contextPath;
      firstContext = path;
      Deployment deployment = current;
      if (deployment != null) {
        deployment.name(path);
      }
    }
  }

  private void name(String contextPath) {
    name = contextPath;
    log.about(name);
  }

  /**
   * Joins the deployments of this JVM and says so in the log; only the first call does anything.
   */
  public void arm() {
    if (!enabled() || !armed.compareAndSet(false, true)) {
      return;
    }
    armedAt = clock.nanos();
    logEnabled(join());
    ProcessTree.check(log);
    if (flightEvents != null) {
      flightEvents.prepare();
    }
  }

  /**
   * Joins the peers and takes the signals that none of them has; what goes wrong is logged.
   *
   * @return what begins the drain of all, as people call it
   */
  private List<String> join() {
    try {
      peers.join(bean, name);
    } catch (JMException | RuntimeException e) {
      log.write(Message.PEERS_UNKNOWN, e);
    }
    List<String> triggers = new ArrayList<>();
    for (String signal : settings.signals()) {
      if (signals.take(signal)) {
        triggers.add("SIG" + signal);
      }
    }
    serverStops = ServerStop.hook(coordinator::onServerStop, log);
    serverStops.forEach(stop -> triggers.add(stop.server() + "'s own stop"));
    coordinator.joinRunningDrain();
    return triggers;
  }

  private void logEnabled(List<String> triggers) {
    if (triggers.isEmpty()) {
      log.write(Message.ENABLED_WITHOUT_SIGNAL, text(settings.drainTime()));
    } else {
      log.write(
          Message.ENABLED,
          String.join(" or ", triggers),
          settings.readinessInDrain(),
          text(settings.lameDuckMin()),
          text(settings.announceMax()),
          text(settings.announceQuiet()),
          text(settings.drainTime()),
          text(settings.stopReserve()),
          text(settings.gracePeriod()));
    }
  }

  /**
   * Whether readiness, which is about to be answered, is UP in that state. Says in the log, once,
   * if no WAR of this deployment has been found by then, and arms: nothing else tells that a server
   * does not run our initializer.
   */
  public boolean answersReady(DrainState state) {
    if (!drain.isReady(state)) {
      return false;
    }
    drain.readinessReportedUp();
    if (firstContext == null
        && clock.nanos() - armedAt > ALL_WARS_UP.toNanos()
        && untracked.compareAndSet(false, true)) {
      log.write(Message.REQUESTS_NOT_TRACKED, "this application");
      arm(); // If a WAR is up, nothing else has said so.
    }
    return true;
  }

  /** A WAR of this deployment is up. */
  public void contextStarted() {
    contexts.incrementAndGet();
    arm();
    hooks.named();
  }

  /**
   * A WAR of this deployment goes down: waits as {@link #finishRequests} does. With the last one
   * the deployment is over.
   */
  public void contextStopped() {
    finishRequests();
    if (contexts.decrementAndGet() <= 0) {
      end();
    }
  }

  /** A WAR of this deployment has failed to start; the deployment is over if none is up. */
  public void contextFailed() {
    if (contexts.get() <= 0) {
      end();
    }
  }

  /**
   * The application is being stopped and gets no new requests: waits for those that run. Blocks for
   * at most the time of a drain, counted from its beginning; never throws. Safe to call again: once
   * the deployment is over it does nothing, since the server may have taken its classes away.
   */
  public void finishRequests() {
    if (armed.get() && !closed.get()) {
      try {
        FailSafeDrain.run(drain, Trigger.APPLICATION_STOP, clock.nanos());
      } catch (RuntimeException | LinkageError e) {
        // The server has taken its classes away: it has failed to start, and nothing runs.
      }
    }
  }

  /**
   * Ends it for one of those who opened it: waits as {@link #finishRequests} does. With the last
   * one the deployment is over.
   */
  public void close() {
    finishRequests();
    if (owners.decrementAndGet() <= 0) {
      end();
    }
  }

  /** Leaves nothing behind; a repetition finds nothing to do. */
  private void end() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (armed.get()) {
      leave();
    }
    forget(this);
    if (flightEvents != null) {
      flightEvents.unregister();
    }
    goAways.end();
    hooks.end();
  }

  /** Hands the signals on, or puts the handlers back, and leaves the peers. */
  private void leave() {
    serverStops.forEach(ServerStop::release);
    signals.giveUp();
    coordinator.awaitPrepared();
    try {
      peers.leave();
    } catch (JMException | RuntimeException e) {
      log.write(Message.PEERS_UNKNOWN, e);
    }
  }

  private static synchronized void forget(Deployment ended) {
    if (current == ended) {
      current = null;
      firstContext = null;
    }
  }
}
