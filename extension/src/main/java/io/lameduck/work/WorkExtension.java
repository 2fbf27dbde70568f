package io.lameduck.work;

import io.lameduck.drain.Drain;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Has the drain wait for the platform's own background work: binds {@link WorkInterceptor} to
 * methods that the platform calls, and watches batch jobs. Tasks of managed executors come through
 * {@link TaskContextProvider}, which the platform finds by itself.
 */
public class WorkExtension implements Extension {

  /** For the container. */
  public WorkExtension() {}

  /** Not by WithAnnotations: it would have to name classes that a server may lack. */
  <T> void bind(@Observes ProcessAnnotatedType<T> type) {
    if (BackgroundWork.drain() == null) {
      return;
    }
    Class<T> bean = type.getAnnotatedType().getJavaClass();
    if (Modifier.isFinal(bean.getModifiers()) || bean.isInterface()) {
      return;
    }
    boolean all = WorkKind.isOn(type.getAnnotatedType());
    for (AnnotatedMethod<? super T> method : type.getAnnotatedType().getMethods()) {
      Method called = method.getJavaMember();
      if (isInterceptable(called)
          && (WorkKind.isOn(method) || (all && !Modifier.isPrivate(called.getModifiers())))) {
        type.configureAnnotatedType()
            .filterMethods(method::equals)
            .forEach(found -> found.add(new PlatformWork.Literal()));
      }
    }
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
