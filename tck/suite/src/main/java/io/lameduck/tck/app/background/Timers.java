package io.lameduck.tck.app.background;

import jakarta.annotation.Resource;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Timers of an enterprise bean: one by the calendar, one made by a call. */
@Stateless
@Watched
@Interceptors(Watched.Outer.class)
@SuppressWarnings("NullAway.Init") // By the container.
public class Timers {

  private static final AtomicLong SCHEDULED = new AtomicLong();

  @Inject private Rows rows;
  @Resource private TimerService timers;

  @Resource(lookup = Rows.SOURCE)
  private DataSource source;

  @Resource private TransactionSynchronizationRegistry transaction;

  /** Makes the next call by the calendar work for so long. */
  public void schedule(long millis) {
    SCHEDULED.set(millis);
  }

  /** Begins at once. */
  public void begin(long millis) {
    timers.createSingleActionTimer(1, new TimerConfig(millis, false));
  }

  /** Each second. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  public void eachSecond() {
    long millis = SCHEDULED.getAndSet(0);
    if (millis > 0) {
      rows.workAndWrite("ejb-schedule", millis);
    }
  }

  /** Not public, as a time-out may be. What its transaction does before the commit takes time. */
  @Timeout
  void timeout(Timer timer) {
    System.out.println("SEEN bean in transaction " + transaction.getTransactionStatus());
    long millis = (Long) timer.getInfo();
    transaction.registerInterposedSynchronization(new BeforeCommit(rows, millis / 2, source));
    rows.workAndWrite("ejb-timeout", millis);
  }
}
