package io.lameduck.tck.http2;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Cleartext HTTP/2 with prior knowledge and by upgrade, in this JVM. */
final class EmbeddedServer implements AutoCloseable {

  static final int LARGE = 1 << 20;

  private final Server server = new Server();
  private final ServerConnector connector;

  /** Takes in each body, and answers with this status, and a body that {@code large} asks for. */
  EmbeddedServer(int status) throws Exception {
    HttpConfiguration plain = new HttpConfiguration();
    connector =
        new ServerConnector(
            server, new HttpConnectionFactory(plain), new HTTP2CServerConnectionFactory(plain));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Answering(status));
    server.start();
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }

  private static final class Answering extends Handler.Abstract {

    private final int status;

    Answering(int status) {
      this.status = status;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Content.Source.consumeAll(request);
      response.setStatus(status);
      boolean large = "large".equals(request.getHttpURI().getQuery());
      response.write(true, ByteBuffer.allocate(large ? LARGE : 2), callback);
      return true;
    }
  }
}
