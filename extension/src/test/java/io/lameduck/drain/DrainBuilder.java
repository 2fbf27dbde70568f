package io.lameduck.drain;

import io.lameduck.concurrent.MonotonicClock;
import io.lameduck.config.Settings;
import io.lameduck.config.SettingsReader;
import io.lameduck.inflight.RequestGate;
import io.lameduck.log.Log;
import io.lameduck.log.RecordingLogger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A drain for a test: default settings, no peers, a log that nobody reads. */
public final class DrainBuilder {

  private Settings settings = SettingsReader.defaults();
  private RequestGate gate = new RequestGate();
  private Peers peers = NoPeers.INSTANCE;
  private MonotonicClock clock = MonotonicClock.system();
  private InstantSource wallClock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  private System.Logger logger = new RecordingLogger();

  public DrainBuilder settings(Map<String, String> configured) {
    settings = SettingsReader.read(key -> Optional.ofNullable(configured.get(key)));
    return this;
  }

  public DrainBuilder gate(RequestGate gate) {
    this.gate = gate;
    return this;
  }

  public DrainBuilder peers(Peers peers) {
    this.peers = peers;
    return this;
  }

  public DrainBuilder clock(MonotonicClock clock) {
    this.clock = clock;
    return this;
  }

  public DrainBuilder wallClock(InstantSource wallClock) {
    this.wallClock = wallClock;
    return this;
  }

  public DrainBuilder logger(System.Logger logger) {
    this.logger = logger;
    return this;
  }

  public Drain build() {
    return new Drain(settings, gate, peers, clock, wallClock, new Log(logger));
  }
}
