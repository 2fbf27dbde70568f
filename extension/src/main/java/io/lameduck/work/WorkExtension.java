package io.lameduck.work;

import io.lameduck.deployment.Deployment;
import io.lameduck.drain.Drain;
import io.lameduck.log.Log;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Retention;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Has the drain wait for the platform's own background work: binds {@link WorkInterceptor} to
 * methods that the platform calls, {@link RunInterceptor} to what it hands to another thread, and
 * watches batch jobs. Tasks of managed executors come through {@link TaskContextProvider}, which
 * the platform finds by itself.
 */
public class WorkExtension implements Extension {

  /** For the container. */
  public WorkExtension() {}

  /** After the deployment has been opened. */
  void addInterceptors(
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) BeforeBeanDiscovery event) {
    Deployment deployment = BackgroundWork.deployment();
    if (deployment != null) {
      InterceptedCall.byInterceptor(event, WorkInterceptor.class);
      InterceptedCall.byInterceptor(event, TimerInterceptor.class);
      InterceptedCall.byInterceptor(event, RunInterceptor.class);
      MessageBeans.bind(event, deployment, Log.ofPlatform());
    }
  }

  /**
   * Types that have an annotation at all: each one that a program can see is itself annotated as
   * retained. Those that count cannot be named here, since a server may lack them.
   */
  <T> void bind(@Observes @WithAnnotations(Retention.class) ProcessAnnotatedType<T> type) {
    if (BackgroundWork.drain() == null) {
      return;
    }
    AnnotatedType<T> bean = type.getAnnotatedType();
    List<AnnotatedMethod<? super T>> found = methodsToBind(bean);
    if (found.isEmpty()
        || bean.getJavaClass().isInterface()
        || !MessageBeans.isSubclassable(bean.getJavaClass())) {
      return;
    }
    for (AnnotatedMethod<? super T> method : found) {
      type.configureAnnotatedType()
          .filterMethods(method::equals)
          .forEach(bound -> bound.add(new PlatformWork.Literal(counted(method, bean))));
    }
  }

  private static <T> List<AnnotatedMethod<? super T>> methodsToBind(AnnotatedType<T> bean) {
    boolean all = WorkKind.isOn(bean);
    List<AnnotatedMethod<? super T>> found = new ArrayList<>();
    for (AnnotatedMethod<? super T> method : bean.getMethods()) {
      Method called = method.getJavaMember();
      if (isInterceptable(called)
          && (WorkKind.isOn(method) || (all && !Modifier.isPrivate(called.getModifiers())))) {
        found.add(method);
      }
    }
    return found;
  }

  /** The calls, which may wait for a thread, or the runs if no stage ends with each. */
  private static PlatformWork.Kind counted(AnnotatedMethod<?> method, AnnotatedType<?> type) {
    Annotated annotated = WorkKind.isOn(method) ? method : type;
    boolean byRun =
        WorkKind.isScheduled(annotated)
            || (WorkKind.isHandedOver(annotated)
                && !CompletionStage.class.isAssignableFrom(method.getJavaMember().getReturnType()));
    if (byRun) {
      return PlatformWork.Kind.RUN;
    }
    return WorkKind.isTimer(annotated) ? PlatformWork.Kind.TIMER : PlatformWork.Kind.CALL;
  }

  /** Watches batch jobs, if the application has any. */
  void validated(@Observes AfterDeploymentValidation event) {
    Drain drain = BackgroundWork.drain();
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    if (drain == null || application == null || !hasJobs(application)) {
      return;
    }
    try {
      drain.follow(new BatchJobs(drain, application));
    } catch (LinkageError e) {
      // No such API here.
    }
  }

  /** Job XML documents are there (Jakarta Batch 2.1, Job XML Loading). */
  private static boolean hasJobs(ClassLoader application) {
    return application.getResource("META-INF/batch-jobs") != null
        || application.getResource("META-INF/batch-jobs/") != null;
  }

  private static boolean isInterceptable(Method method) {
    return (method.getModifiers() & (Modifier.FINAL | Modifier.STATIC)) == 0
        && method.getDeclaringClass() != Object.class
        && !method.isSynthetic();
  }
}
