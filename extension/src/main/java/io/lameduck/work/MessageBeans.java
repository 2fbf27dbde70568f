package io.lameduck.work;

import io.lameduck.deployment.Deployment;
import io.lameduck.log.Log;
import io.lameduck.log.Message;
import io.lameduck.messaging.MessageDelivery;
import io.lameduck.server.WeldMessageBeans;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;

/**
 * Binds {@link WorkInterceptor} to all methods of message-driven beans. Weld takes their
 * annotations from the class alone, so the annotation {@code MessageDriven} itself becomes an
 * interceptor binding, and carries ours.
 */
final class MessageBeans {

  private static final String ANNOTATION = "jakarta.ejb.MessageDriven";

  private MessageBeans() {}

  /** Binds all, or none, since the annotation is the same; a drain stops the delivery to them. */
  static void bind(BeforeBeanDiscovery event, Deployment deployment, Log log) {
    try {
      List<Class<?>> found = WeldMessageBeans.find(event);
      Optional<Class<?>> unfit = found.stream().filter(bean -> !isInterceptable(bean)).findFirst();
      if (unfit.isPresent()) {
        log.write(Message.MESSAGES_NOT_AWAITED, unfit.get().getName());
      } else if (!found.isEmpty()) {
        bind(event, annotation(found.get(0).getClassLoader()));
        deployment.drain().follow(new MessageDelivery(deployment, found));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      log.failure(e, Message.MESSAGE_BEANS_UNKNOWN);
    }
  }

  private static void bind(BeforeBeanDiscovery event, Class<? extends Annotation> annotation) {
    var binding = event.configureInterceptorBinding(annotation);
    binding.add(new PlatformWork.Literal(PlatformWork.Kind.CALL));
    binding.methods().forEach(member -> member.add(Nonbinding.Literal.INSTANCE));
  }

  private static Class<? extends Annotation> annotation(ClassLoader application)
      throws ClassNotFoundException {
    return Class.forName(ANNOTATION, false, application).asSubclass(Annotation.class);
  }

  /** What CDI refuses in a bean that has an interceptor for the whole class (CDI 4.0, 9.3). */
  static boolean isInterceptable(Class<?> bean) {
    if (!isSubclassable(bean)) {
      return false;
    }
    for (Class<?> type = bean; type != null && type != Object.class; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if ((method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE | Modifier.FINAL))
            == Modifier.FINAL) {
          return false;
        }
      }
    }
    return true;
  }

  /** What CDI asks of the class of a bean that has an interceptor at all. */
  static boolean isSubclassable(Class<?> bean) {
    if (Modifier.isFinal(bean.getModifiers()) || bean.isSealed()) {
      return false;
    }
    for (Constructor<?> constructor : bean.getDeclaredConstructors()) {
      boolean called =
          constructor.getParameterCount() == 0 || constructor.isAnnotationPresent(Inject.class);
      if (called && Modifier.isPrivate(constructor.getModifiers())) {
        return false;
      }
    }
    return true;
  }
}
