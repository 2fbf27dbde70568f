package io.lameduck.tck.http2.client;

import java.io.IOException;

/** Clients that the load is made of, and what each can be asked for. */
public enum ClientLibrary {
  /** See {@link JavaClient}; its window is set by a system property. */
  JAVA("Java", 1 << 18, 2),
  /** See {@link OkClient}; its window of 16 MiB cannot be set, so it has to get more. */
  OKHTTP("OkHttp", 1 << 18, 20),
  /** See {@link JettyClient}. Its slow reader hung in a trial, past all its time-outs. */
  JETTY("Jetty", 1 << 18, 0),
  /** See {@link RawClient}; its body has to fit into one frame. */
  RAW("raw", 1 << 14, 2),
  /** See {@link ProgramClient}; they do not read slowly. */
  H2LOAD("h2load", 1 << 18, 0),
  NGHTTP("nghttp", 1 << 18, 0);

  private final String label;
  private final int uploadBytes;
  private final int downloadMebibytes;

  ClientLibrary(String label, int uploadBytes, int downloadMebibytes) {
    this.label = label;
    this.uploadBytes = uploadBytes;
    this.downloadMebibytes = downloadMebibytes;
  }

  /** The name that reports show. */
  public String label() {
    return label;
  }

  /** The length of the body that it sends. */
  public int uploadBytes() {
    return uploadBytes;
  }

  /** More than the server may send before the client takes it in; 0 for no download. */
  public int downloadMebibytes() {
    return downloadMebibytes;
  }

  /** Makes a client that does not connect yet. */
  public RealClient open(Address address) throws IOException {
    return switch (this) {
      case JAVA -> new JavaClient(address);
      case OKHTTP -> new OkClient(address);
      case JETTY -> new JettyClient(address);
      case RAW -> new RawClient(address);
      case H2LOAD -> ProgramClient.h2load(address);
      case NGHTTP -> ProgramClient.nghttp(address);
    };
  }
}
