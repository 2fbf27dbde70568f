package io.lameduck.tck.app.compare;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.Part;
import jakarta.servlet.http.WebConnection;
import java.io.BufferedReader;
import java.io.PrintWriter;

/** What the first letter of an op stands for; a capital is one that was kept, or asked for anew. */
public final class Receivers {

  private Receivers() {}

  /** The type whose methods can be called on it. */
  public static Class<?> api(char letter) {
    return switch (letter) {
      case 'q' -> HttpServletRequest.class;
      case 'p' -> HttpServletResponse.class;
      case 'o', 'O' -> ServletOutputStream.class;
      case 'w', 'W' -> PrintWriter.class;
      case 'i' -> ServletInputStream.class;
      case 'r' -> BufferedReader.class;
      case 'a', 'A' -> AsyncContext.class;
      case 's' -> HttpSession.class;
      case 't' -> Part.class;
      case 'x' -> ServletRequestWrapper.class;
      case 'y' -> ServletResponseWrapper.class;
      case 'u' -> WebConnection.class;
      default -> throw new IllegalArgumentException("no receiver " + letter);
    };
  }
}
