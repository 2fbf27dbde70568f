package io.lameduck.tck.thirdparty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.DeploymentExceptionTransformer;
import org.jspecify.annotations.Nullable;

/**
 * Arquillian's hook: tells a suite which exception refused a deployment. WildFly sends only its
 * text, so that the class is taken from there; other adapters have a transformer of their own.
 */
public final class RefusedDeployment implements DeploymentExceptionTransformer {

  /** After "Caused by:", or at the beginning of a line of a list. */
  private static final Pattern CAUSE =
      Pattern.compile("(?:^|Caused by: )([\\w.$]+Exception)\\b", Pattern.MULTILINE);

  /** Those of Weld extend them, and are not on the class path here. */
  private static final Map<String, String> SUPERCLASSES =
      Map.of(
          "org.jboss.weld.exceptions.DefinitionException",
          "jakarta.enterprise.inject.spi.DefinitionException",
          "org.jboss.weld.exceptions.DeploymentException",
          "jakarta.enterprise.inject.spi.DeploymentException");

  /** For Arquillian. */
  public RefusedDeployment() {}

  @Override
  public @Nullable Throwable transform(@Nullable Throwable thrown) {
    if (!(thrown instanceof DeploymentException) || thrown.getCause() != null) {
      return thrown;
    }
    // Without the original at its end, which would be asked about again.
    Throwable chain = null;
    for (String name : namesIn(String.valueOf(thrown.getMessage()))) {
      Throwable link = exception(SUPERCLASSES.getOrDefault(name, name));
      if (link != null) {
        link.initCause(chain);
        chain = link;
      }
    }
    return chain == null ? thrown : chain;
  }

  static List<String> namesIn(String text) {
    List<String> names = new ArrayList<>();
    for (Matcher causes = CAUSE.matcher(text); causes.find(); ) {
      names.add(causes.group(1));
    }
    return names;
  }

  private static @Nullable Throwable exception(String name) {
    try {
      return Class.forName(name)
          .asSubclass(Throwable.class)
          .getConstructor(String.class)
          .newInstance(name);
    } catch (ReflectiveOperationException | ClassCastException e) {
      return null; // Unknown here, or not made of a message: no suite waits for it.
    }
  }
}
