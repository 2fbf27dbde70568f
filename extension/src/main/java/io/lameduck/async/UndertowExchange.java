package io.lameduck.async;

import io.lameduck.log.Message;
import io.lameduck.response.WebContainer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Requests in async mode that Undertow ends and forgets: no {@code AsyncListener} hears of it. An
 * error or a redirect does that. Our response sees the call, but not if the application has
 * unwrapped it; the end of Undertow's exchange follows in any case.
 */
public final class UndertowExchange {

  private static final StackWalker CALLERS = StackWalker.getInstance();

  private static final ServerLookup<UndertowExchange> LOOKUP =
      new ServerLookup<>(Message.ENDED_REQUESTS_UNKNOWN);

  private final Method exchange;
  private final Method isComplete;
  private final Method addListener;
  private final Class<?> listener;
  private final Method proceed;
  private final Field flags;
  private final int done;

  private UndertowExchange(Class<?> request, Class<?> response)
      throws ReflectiveOperationException {
    exchange = request.getMethod("getExchange");
    Class<?> type = exchange.getReturnType();
    ClassLoader loader = type.getClassLoader();
    String name = "io.undertow.server.ExchangeCompletionListener";
    listener = Class.forName(name, false, loader);
    proceed = Class.forName(name + "$NextListener", false, loader).getMethod("proceed");
    isComplete = type.getMethod("isComplete");
    addListener = type.getMethod("addExchangeCompleteListener", listener);
    flags = response.getDeclaredField("flags");
    flags.setAccessible(true);
    Field doneFlag = response.getDeclaredField("RESPONSE_DONE_FLAG");
    doneFlag.setAccessible(true);
    done = doneFlag.getInt(null);
  }

  /**
   * Has the action called if the server ends this request and tells no listener, on the thread that
   * does, or at once if it has. To be called once in a request.
   */
  public static void watch(
      AsyncContext context, ServletRequest request, ServletResponse response, Runnable ended) {
    if (!WebContainer.isUndertow(context)) {
      return; // Another server.
    }
    ServletRequest own = WebContainer.innermost(request);
    ServletResponse ownResponse = WebContainer.innermost(response);
    if (!WebContainer.isUndertow(own) || !WebContainer.isUndertow(ownResponse)) {
      return; // Objects that an application has put in their place.
    }
    LOOKUP.use(
        () -> new UndertowExchange(own.getClass(), ownResponse.getClass()),
        found -> found.watch(found.exchange.invoke(own), ownResponse, ended));
  }

  /**
   * Whether this context, of which an error is being told, may never be completed. A flush that
   * fails while the servlet still runs has Undertow forget what is to follow the servlet, and with
   * it the time-out and the completion; with other errors it has returned.
   */
  static boolean forgetsEnd(AsyncContext context) {
    if (!WebContainer.isUndertow(context)) {
      return false;
    }
    try {
      return !(boolean) context.getClass().getMethod("isInitialRequestDone").invoke(context);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOOKUP.failed(e);
      return false;
    }
  }

  private void watch(Object of, ServletResponse response, Runnable ended)
      throws ReflectiveOperationException {
    if (!(boolean) isComplete.invoke(of)) {
      try {
        addListener.invoke(of, following(response, ended));
        return;
      } catch (InvocationTargetException e) {
        if (!(boolean) isComplete.invoke(of)) {
          throw e;
        } // Meanwhile it has.
      }
    }
    endIfDone(response, ended);
  }

  /**
   * Not if the client has gone, or the application has only written all there is: it will still
   * complete the request.
   */
  private void endIfDone(ServletResponse response, Runnable ended) throws IllegalAccessException {
    if ((flags.getInt(response) & done) != 0 || isSendingError(response.getClass().getName())) {
      ended.run();
    }
  }

  /** Undertow says that the response is done only after the last byte of an error. */
  private static boolean isSendingError(String response) {
    return CALLERS.walk(
        frames ->
            frames.anyMatch(
                frame ->
                    frame.getMethodName().equals("doErrorDispatch")
                        && frame.getClassName().equals(response)));
  }

  private Object following(ServletResponse response, Runnable ended) {
    InvocationHandler calls =
        (proxy, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, arguments);
          }
          try {
            endIfDone(response, ended);
          } finally {
            proceed.invoke(arguments[1]); // Or the connection would serve nothing more.
          }
          return null;
        };
    // In the interface's own loader: that of the deployment need not see it.
    return Proxy.newProxyInstance(listener.getClassLoader(), new Class<?>[] {listener}, calls);
  }
}
