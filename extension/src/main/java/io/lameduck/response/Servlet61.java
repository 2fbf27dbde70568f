package io.lameduck.response;

import static java.lang.invoke.MethodType.methodType;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Methods that Jakarta Servlet 6.1 has added, for wrappers that are compiled against 6.0. The first
 * call looks them up, and only an application for 6.1 makes it.
 */
final class Servlet61 {

  private static final @Nullable MethodHandle REDIRECT =
      find(HttpServletResponse.class, "sendRedirect", String.class, int.class, boolean.class);
  private static final @Nullable MethodHandle REDIRECT_WITH_STATUS =
      find(HttpServletResponse.class, "sendRedirect", String.class, int.class);
  private static final @Nullable MethodHandle REDIRECT_CLEARING =
      find(HttpServletResponse.class, "sendRedirect", String.class, boolean.class);
  private static final @Nullable MethodHandle WRITE =
      find(ServletOutputStream.class, "write", ByteBuffer.class);

  private Servlet61() {}

  private static @Nullable MethodHandle find(Class<?> type, String name, Class<?>... parameters) {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(type, name, methodType(void.class, parameters));
    } catch (ReflectiveOperationException e) {
      return null; // Servlet 6.0, which nobody can call it in.
    }
  }

  static void sendRedirect(HttpServletResponse to, String location, int status, boolean clear)
      throws IOException {
    call(REDIRECT, handle -> handle.invoke(to, location, status, clear));
  }

  static void sendRedirect(HttpServletResponse to, String location, int status) throws IOException {
    call(REDIRECT_WITH_STATUS, handle -> handle.invoke(to, location, status));
  }

  static void sendRedirect(HttpServletResponse to, String location, boolean clear)
      throws IOException {
    call(REDIRECT_CLEARING, handle -> handle.invoke(to, location, clear));
  }

  static void write(ServletOutputStream to, ByteBuffer bytes) throws IOException {
    call(WRITE, handle -> handle.invoke(to, bytes));
  }

  private interface Call {
    void with(MethodHandle handle) throws Throwable;
  }

  private static void call(@Nullable MethodHandle handle, Call call) throws IOException {
    if (handle == null) {
      throw new UnsupportedOperationException("This server has no Servlet 6.1");
    }
    try {
      call.with(handle);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }
}
