package io.lameduck.tck.harness;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many cleartext HTTP/2 connections that are idle, at the cost of one thread: they are opened, and
 * from then on listened to.
 */
public final class Http2Crowd implements Closeable {

  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int FRAME_HEAD = 9;

  /** What a client begins with, an empty SETTINGS frame after it (RFC 9113, 3.4). */
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] SETTINGS_ACK = {0, 0, 0, SETTINGS, 1, 0, 0, 0, 0};

  private final Selector selector;
  private final AtomicInteger ready = new AtomicInteger();
  private final List<Long> firstGoAways = new CopyOnWriteArrayList<>();
  private final List<Integer> lastStreams = new CopyOnWriteArrayList<>();
  private final AtomicInteger closed = new AtomicInteger();

  private Http2Crowd(Selector selector) {
    this.selector = selector;
  }

  /** Connects so many to a port of this machine; returns when all have sent their preface. */
  public static Http2Crowd open(int port, int connections) throws IOException {
    Http2Crowd crowd = new Http2Crowd(Selector.open());
    try {
      for (int i = 0; i < connections; i++) {
        crowd.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      }
      Thread reader = new Thread(crowd::read, "http2 crowd");
      reader.setDaemon(true);
      reader.start();
      return crowd;
    } catch (IOException | RuntimeException e) {
      crowd.close();
      throw e;
    }
  }

  private void connect(InetSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.write(ByteBuffer.wrap(PREFACE)); // An empty buffer of the system takes all of it.
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, new Member());
  }

  /** How many of them the server has sent its settings to. */
  public int ready() {
    return ready.get();
  }

  /** When each of them got its first GOAWAY, on {@link System#nanoTime()}, in this order. */
  public List<Long> firstGoAways() {
    return firstGoAways;
  }

  /** The last stream of each GOAWAY. */
  public List<Integer> lastStreams() {
    return lastStreams;
  }

  /** How many the server has closed. */
  public int closed() {
    return closed.get();
  }

  private void read() {
    try {
      while (selector.isOpen()) {
        selector.select();
        Iterator<SelectionKey> selected = selector.selectedKeys().iterator();
        while (selected.hasNext()) {
          SelectionKey key = selected.next();
          selected.remove();
          ((Member) key.attachment()).read((SocketChannel) key.channel());
        }
      }
    } catch (IOException | ClosedSelectorException e) {
      // Closed.
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  /** What one of them has received and not yet understood. */
  private final class Member {

    private final ByteBuffer received = ByteBuffer.allocate(1024);
    private boolean told;

    void read(SocketChannel channel) throws IOException {
      try {
        if (channel.read(received) < 0) {
          closed.incrementAndGet();
          channel.close();
          return;
        }
        received.flip();
        while (received.remaining() >= FRAME_HEAD && received.remaining() >= frameLength()) {
          frame(channel);
        }
        received.compact();
      } catch (IOException e) {
        closed.incrementAndGet();
        channel.close();
      }
    }

    private int frameLength() {
      return FRAME_HEAD + (received.getInt(received.position()) >>> Byte.SIZE);
    }

    private void frame(SocketChannel channel) throws IOException {
      int begin = received.position();
      int end = begin + frameLength();
      int type = received.get(begin + 3);
      if (type == SETTINGS && received.get(begin + 4) == 0) {
        channel.write(ByteBuffer.wrap(SETTINGS_ACK));
        ready.incrementAndGet();
      } else if (type == GOAWAY) {
        if (!told) {
          firstGoAways.add(System.nanoTime());
        }
        told = true;
        lastStreams.add(received.getInt(begin + FRAME_HEAD));
      }
      received.position(end);
    }
  }
}
