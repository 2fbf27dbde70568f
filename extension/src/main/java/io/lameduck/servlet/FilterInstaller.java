package io.lameduck.servlet;

import io.lameduck.deployment.Deployment;
import io.lameduck.deployment.JarLocation;
import io.lameduck.drain.Drain;
import io.lameduck.health.ReadinessSupport;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.server.WildFlyModules;
import io.lameduck.websocket.OpenSessions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Puts the filter in front of every other. An initializer runs with {@code metadata-complete} too,
 * where a filter in {@code web-fragment.xml} is lost (Jakarta Servlet 6.0, 8.2.4).
 */
public final class FilterInstaller implements ServletContainerInitializer {

  /** On a context that has the filter. Its registrations may not be asked at every moment. */
  private static final String FILTER = InFlightFilter.class.getName();

  private static final String LAST = "io.lameduck.last";

  /** Where the WebSocket container is (Jakarta WebSocket 2.1, 6.4). */
  private static final String SERVER_CONTAINER = "jakarta.websocket.server.ServerContainer";

  /** For the container. */
  public FilterInstaller() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    if (Deployment.isSwitchedOff()) {
      Deployment.saySwitchedOff(Log.ofPlatform());
      return;
    }
    if (!addFilter(context)) {
      return; // A second copy of the jar: one is enough.
    }
    Lifecycle lifecycle = new Lifecycle();
    context.addListener(lifecycle);
    if (mayFailAlone(Deployment.current())) {
      lifecycle.beginsLast = addLast(context, lifecycle);
    }
    Deployment.contextFound(context.getContextPath());
  }

  /**
   * A web application is up, as CDI says: arms, and sees to it that it has the filter. Some servers
   * do not run the initializer of a jar in {@code lib} of an EAR, though it is visible to the WARs
   * there (Jakarta Servlet 6.0, 8.2.4), and none has to run that of a jar which {@code
   * <absolute-ordering>} leaves out (8.2.2).
   *
   * @param initialized the {@link ServletContext}; anything else is not of the web, and ignored
   */
  public static void applicationUp(Object initialized) {
    if (!(initialized instanceof ServletContext context)) {
      return;
    }
    Deployment deployment = Deployment.current();
    if (context.getAttribute(FILTER) == null) {
      Deployment.contextFound(context.getContextPath());
      try {
        addFilter(context);
        if (deployment != null) {
          OpenSessions unused = followSessions(deployment, context);
        }
      } catch (RuntimeException e) {
        // Too late, or not for us to do (ServletContext.addFilter).
        Log.ofPlatform().write(Message.REQUESTS_NOT_TRACKED, name(context));
      }
    }
    if (deployment != null) {
      deployment.arm();
    }
  }

  private static String name(ServletContext context) {
    String path = context.getContextPath();
    return path.isEmpty() ? "/" : path;
  }

  private static boolean addFilter(ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter(FILTER, new InFlightFilter());
    if (filter == null) {
      return false;
    }
    context.setAttribute(FILTER, true);
    filter.setAsyncSupported(true);
    // ASYNC too: a dispatched request comes back without the wrappers it went with.
    // ERROR too: an error page may go on in async mode.
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
        false,
        "/*");
    return true;
  }

  /** From now on the WebSocket sessions of this context end when the draining begins. */
  private static OpenSessions followSessions(Deployment deployment, ServletContext context) {
    Drain drain = deployment.drain();
    OpenSessions sessions =
        new OpenSessions(
            () -> context.getAttribute(SERVER_CONTAINER),
            drain::activeRequests,
            drain::quietNanos,
            deployment.settings().reconnectSpread(),
            Log.ofPlatform().about(context.getContextPath()));
    drain.endWhenDraining(sessions);
    return sessions;
  }

  /**
   * Whether this context may fail to start, and nothing but that ends for Lameduck. WildFly serves
   * on with the rest of an EAR, which shares a jar in {@code lib}; and without CDI nothing but the
   * context tells of an end.
   */
  private static boolean mayFailAlone(@Nullable Deployment deployment) {
    return WildFlyModules.loaded(FilterInstaller.class.getClassLoader())
        && (deployment == null || deployment.withoutCdi() || !JarLocation.isInWar());
  }

  /** Begins when all listeners have returned; without a mapping, so it serves nothing. */
  private static boolean addLast(ServletContext context, Lifecycle lifecycle) {
    ServletRegistration.Dynamic last = context.addServlet(LAST, new Last(lifecycle));
    if (last == null) {
      return false;
    }
    last.setLoadOnStartup(Integer.MAX_VALUE);
    return true;
  }

  /** Arms when the application is up, and is the first to hear that it goes down. */
  private static final class Lifecycle implements ServletContextListener {

    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable OpenSessions sessions;

    /**
     * Whether {@link Last} begins: WildFly tells no listener of the end if one of them fails, and
     * each of them if a servlet does. A context that has not begun ends nothing then.
     */
    private volatile boolean beginsLast;

    @Override
    public void contextInitialized(ServletContextEvent event) {
      if (beginsLast) {
        Deployment unused = deployment(); // A bad configuration refuses the application.
      } else {
        begin(event.getServletContext());
      }
    }

    /** CDI would have opened it before. */
    private static Deployment deployment() {
      Deployment deployment = Deployment.current();
      return deployment == null ? Deployment.openWithoutCdi(Log.ofPlatform()) : deployment;
    }

    private void begin(ServletContext context) {
      if (!begun.compareAndSet(false, true)) {
        return;
      }
      Deployment deployment = deployment();
      Deployment.contextFound(context.getContextPath()); // The name may have gone with another WAR.
      if (deployment.withoutCdi() && deployment.enabled()) {
        Log log = Log.ofPlatform();
        log.write(Message.NO_CDI, name(context));
        ReadinessSupport.addToServer(deployment, log);
      }
      sessions = followSessions(deployment, context);
      deployment.contextStarted();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
      Deployment deployment = Deployment.current();
      if (deployment != null && begun.get()) {
        if (deployment.drain().activeRequests() > 0) {
          RequestClasses.load(); // One may last longer than it is waited for.
        }
        deployment.contextStopped();
      } else if (deployment != null && !beginsLast) {
        deployment.contextFailed();
      }
      OpenSessions ended = sessions;
      if (ended != null) {
        ended.forget();
      }
    }
  }

  /** Made after all listeners have returned (Jakarta Servlet 6.0, 2.3.1). */
  private static final class Last extends GenericServlet {

    private static final long serialVersionUID = 1L;

    private final transient Lifecycle lifecycle;

    Last(Lifecycle lifecycle) {
      this.lifecycle = lifecycle;
    }

    @Override
    public void init() {
      lifecycle.begin(getServletContext());
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) {}
  }
}
