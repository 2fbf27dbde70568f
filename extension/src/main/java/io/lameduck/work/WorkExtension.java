package io.lameduck.work;

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
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
  void bindMessageBeans(
      @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) BeforeBeanDiscovery event) {
    if (BackgroundWork.drain() != null) {
      MessageBeans.bind(event, Log.ofPlatform());
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
    Class<T> bean = type.getAnnotatedType().getJavaClass();
    if (bean.isInterface() || !MessageBeans.isSubclassable(bean)) {
      return;
    }
    boolean all = WorkKind.isOn(type.getAnnotatedType());
    for (AnnotatedMethod<? super T> method : type.getAnnotatedType().getMethods()) {
      Method called = method.getJavaMember();
      if (isInterceptable(called)
          && (WorkKind.isOn(method) || (all && !Modifier.isPrivate(called.getModifiers())))) {
        type.configureAnnotatedType()
            .filterMethods(method::equals)
            .forEach(found -> found.add(binding(method, type.getAnnotatedType())));
      }
    }
  }

  /** Counts the calls, which may wait for a thread, or the runs if no stage ends with each. */
  private static Annotation binding(AnnotatedMethod<?> method, AnnotatedType<?> type) {
    Annotated annotated = WorkKind.isOn(method) ? method : type;
    boolean byRun =
        WorkKind.isScheduled(annotated)
            || (WorkKind.isHandedOver(annotated)
                && !CompletionStage.class.isAssignableFrom(method.getJavaMember().getReturnType()));
    if (byRun) {
      return new RunInterceptor.Run.Literal();
    }
    return WorkKind.isTimer(annotated)
        ? new TimerInterceptor.Timed.Literal()
        : new PlatformWork.Literal();
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
