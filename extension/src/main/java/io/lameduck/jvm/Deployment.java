package io.lameduck.jvm;

import io.lameduck.core.Drain;
import io.lameduck.core.Messages;
import io.lameduck.core.MonotonicClock;
import io.lameduck.core.PathSet;
import io.lameduck.core.ProcessMessages;
import io.lameduck.core.RequestGate;
import io.lameduck.core.Settings;
import io.lameduck.core.SureDrain;
import io.lameduck.core.Trigger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  private final Settings settings;
  private final Messages messages;
  private final Drain drain;
  private final Membership membership;
  private final Reporting reporting;
  private final GoAways goAways;
  private final PathSet excluded;
  private final AtomicBoolean armed = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger owners = new AtomicInteger(1);
  private final AtomicInteger contexts = new AtomicInteger();
  private final AtomicBoolean untracked = new AtomicBoolean();
  private final Lifetime lifetime = new Lifetime(() -> firstContext != null);
  private volatile String name = "application";
  private volatile long armedAt = System.nanoTime();

  private Deployment(Settings settings, Messages messages) {
    this.settings = settings;
    this.messages = messages;
    this.excluded = new PathSet(settings.exclude());
    Neighbours neighbours = new Neighbours();
    this.drain =
        new Drain(
            settings,
            new RequestGate(),
            neighbours,
            MonotonicClock.system(),
            InstantSource.system(),
            messages);
    this.goAways = new GoAways(messages);
    drain.follow(goAways);
    this.membership = new Membership(settings, drain, goAways, neighbours, messages);
    this.reporting = Reporting.of(drain, settings, messages, () -> name);
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
  public static synchronized Deployment open(Settings settings, Messages messages) {
    Deployment shared = current;
    if (shared != null) {
      shared.owners.incrementAndGet();
      return shared;
    }
    Deployment opened = new Deployment(settings, messages);
    String context = firstContext;
    if (context != null) {
      opened.name(context);
    }
    current = opened;
    return opened;
  }

  /** Whether Lameduck does anything here. */
  public boolean enabled() {
    return settings.enabled();
  }

  /** What people call it: the context path of its first WAR. */
  public String name() {
    return name;
  }

  /** Its turning points, for those who have something to do there. */
  public Lifetime lifetime() {
    return lifetime;
  }

  /** Its configuration. */
  public Settings settings() {
    return settings;
  }

  /** The drain of all deployments of this JVM, as an operator sets it going or takes it back. */
  public DrainMBean operated() {
    return membership;
  }

  /** The one drain of this deployment. */
  public Drain drain() {
    return drain;
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
    messages.about(name);
  }

  /**
   * Joins the deployments of this JVM and says so in the log; only the first call does anything.
   */
  public void arm() {
    if (!enabled() || !armed.compareAndSet(false, true)) {
      return;
    }
    armedAt = System.nanoTime();
    messages.armed(membership.join(name), settings);
    ProcessTree.check(new ProcessMessages(messages));
    reporting.begin();
  }

  /**
   * Somebody is told that this deployment is ready. Says so in the log, once, where no WAR of it
   * has been found by then: nothing else tells that a server does not run our initializer.
   */
  public void toldReady() {
    drain.toldReady();
    if (firstContext == null
        && System.nanoTime() - armedAt > ALL_WARS_UP.toNanos()
        && untracked.compareAndSet(false, true)) {
      messages.requestsNotTracked("this application");
    }
  }

  /** A WAR of this deployment is up. */
  public void contextStarted() {
    contexts.incrementAndGet();
    arm();
    lifetime.named();
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

  /**
   * The application is being stopped and gets no new requests: waits for those that run. Blocks for
   * at most the time of a drain, counted from its beginning; never throws. Safe to call again.
   */
  public void finishRequests() {
    if (armed.get()) {
      SureDrain.run(drain, Trigger.APPLICATION_STOP, System.nanoTime());
    }
  }

  /**
   * The end for one of those who opened it: waits as {@link #finishRequests} does. With the last
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
      membership.leave();
    }
    forget(this);
    reporting.end();
    goAways.end();
    lifetime.end();
  }

  private static synchronized void forget(Deployment ended) {
    if (current == ended) {
      current = null;
      firstContext = null;
    }
  }
}
