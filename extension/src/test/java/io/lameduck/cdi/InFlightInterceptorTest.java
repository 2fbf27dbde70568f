package io.lameduck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.lameduck.config.SettingsReader;
import io.lameduck.deployment.Deployment;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a call counts; that calls are counted at all is tested on real servers. */
class InFlightInterceptorTest {

  private final Deployment deployment =
      Deployment.open(SettingsReader.defaults(), new Log(new RecordingLogger()));

  @AfterEach
  void close() {
    deployment.drain().cutShort();
    deployment.close();
  }

  /** A stage that takes no callbacks. */
  private static final class Unwilling<T> extends CompletableFuture<T> {
    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
      throw new UnsupportedOperationException("on purpose");
    }
  }

  @Test
  void aStageCountsUntilItIsComplete() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    assertThat(new InFlightInterceptor().call(returning(stage))).isSameAs(stage);
    assertThat(deployment.drain().activeRequests()).isEqualTo(1);
    stage.complete("done");
    assertThat(deployment.drain().activeRequests()).isZero();
  }

  @Test
  void aStageThatTakesNoCallbackIsReturnedAndDoesNotCount() throws Exception {
    CompletionStage<String> stage = new Unwilling<>();
    assertThat(new InFlightInterceptor().call(returning(stage))).isSameAs(stage);
    assertThat(deployment.drain().activeRequests()).isZero();
  }

  private InvocationContext returning(Object result) throws NoSuchMethodException {
    Method method = InFlightInterceptorTest.class.getDeclaredMethod("close");
    return (InvocationContext)
        Proxy.newProxyInstance(
            InvocationContext.class.getClassLoader(),
            new Class<?>[] {InvocationContext.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "proceed" -> result;
                  case "getMethod" -> method;
                  case "getTarget" -> this;
                  default -> throw new UnsupportedOperationException(called.getName());
                });
  }
}
