package io.lameduck.tck.app.timer;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;

/** Its timer does nothing each minute, and is persistent where the server can do that. */
@Singleton
@Startup
public class Minute {

  private static final long MINUTE = 60_000;

  @SuppressWarnings("NullAway.Init") // The container does it.
  @Resource
  private TimerService timers;

  @PostConstruct
  void start() {
    try {
      create(true);
    } catch (IllegalStateException | EJBException noStore) {
      create(false);
    }
  }

  private void create(boolean persistent) {
    timers.createIntervalTimer(MINUTE, MINUTE, new TimerConfig("minute", persistent));
  }

  @Timeout
  void passes() {
    // That there is such a timer is enough.
  }
}
