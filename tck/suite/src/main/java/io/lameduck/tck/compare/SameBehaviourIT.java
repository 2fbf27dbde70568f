package io.lameduck.tck.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lameduck.tck.suite.fixture.BlackBox;
import io.lameduck.tck.suite.fixture.Controls;
import io.lameduck.tck.suite.fixture.Instance;
import io.lameduck.tck.suite.fixture.TestBed;
import io.lameduck.tck.suite.fixture.TestWar;
import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One server has the application twice, with the jar and without it, and both run the same random
 * scripts of calls of the servlet API: what they see and send has to be the same.
 */
@BlackBox("Outside a drain the servlet API behaves as without the jar (generated comparison)")
class SameBehaviourIT {

  /** Ends with the time or with the scripts, whatever comes first. */
  private static final Duration TIME =
      Duration.parse(System.getProperty("lameduck.tck.compare.time", "PT1M"));

  private static final String SEEDS = System.getProperty("lameduck.tck.compare.seed", "1");

  /**
   * Of the first script. Every build runs the same scripts; other ones are run by hand, since what
   * they find is news that no change of the build's has to answer for.
   */
  private static final long SEED =
      SEEDS.equals("random") ? System.currentTimeMillis() * 1000 : Long.parseLong(SEEDS);

  private static final int SCRIPTS =
      Integer.getInteger(
          "lameduck.tck.compare.scripts", SEEDS.equals("random") ? Integer.MAX_VALUE : 200);

  /** More than are needed to meet each known difference. */
  private static final int MANY = 10_000;

  /** How many scripts the control has at most to find the wrong filter. */
  private static final int FOR_THE_CONTROL = 20;

  private static final boolean PLAIN = Boolean.getBoolean("lameduck.tck.compare.plain");

  private static TestWar war(TestWar war, String name) {
    return war.named(name).with("compare").descriptor("compare-web.xml");
  }

  private static List<TestWar> wars() {
    List<TestWar> wars = new ArrayList<>();
    wars.add(war(TestWar.withLameduck(), "cmpa"));
    wars.add(war(TestWar.bare(), "cmpb"));
    wars.add(war(TestWar.bare(), "cmpc").with("compare.wrong"));
    if (PLAIN) {
      wars.add(war(TestWar.bare(), "cmpd").with("compare.plain"));
    }
    return wars;
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void theSameScriptsDoTheSame() throws IOException, InterruptedException {
    try (Instance server = Instance.startReady(wars())) {
      Side jar = new Side(server.httpPort(), "/cmpa");
      Side bare = new Side(server.httpPort(), "/cmpb");
      Side wrong = new Side(server.httpPort(), "/cmpc");
      @Nullable Side plain = PLAIN ? new Side(server.httpPort(), "/cmpd") : null;
      String name = TestBed.SERVER.name();
      Comparison comparison = new Comparison(bare, jar, plain, name, System.out::println);
      long begun = System.nanoTime();
      int scripts = comparison.run(SEED, SCRIPTS, TIME);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
      System.out.printf(
          "Compared on %s: %d scripts from seed %d on in %d s, %s%n",
          name, scripts, SEED, seconds, comparison.summary());
      comparison.unstable().forEach(System.out::println);

      SoftAssertions soft = new SoftAssertions();
      soft.assertThat(comparison.findings()).as("differences").isEmpty();
      soft.assertThat(comparison.byChance()).as("by chance").isLessThan(3 + scripts / 10);
      soft.assertThat(comparison.unstable()).hasSizeLessThan(3 + scripts / 50);
      if (scripts >= MANY) {
        soft.assertThat(comparison.unmet()).as("known differences that are none").isEmpty();
      }
      if (Controls.run()) {
        soft.assertThat(findWrong(bare, wrong)).as("of the wrong filter").isNotEmpty();
      }
      soft.assertThatCode(() -> awaitIdle(server)).doesNotThrowAnyException();
      soft.assertAll();
    }
  }

  private static List<Comparison.Finding> findWrong(Side bare, Side wrong)
      throws IOException, InterruptedException {
    Comparison control = new Comparison(bare, wrong, null, TestBed.SERVER.name(), text -> {});
    for (int i = 0; i < FOR_THE_CONTROL && control.findings().isEmpty(); i++) {
      int unused = control.run(SEED + i, 1, Duration.ofMinutes(1));
    }
    System.out.printf("The wrong filter: %s%n", control.summary());
    return control.findings();
  }

  private static void awaitIdle(Instance server) {
    await("nothing is counted any more")
        .atMost(Duration.ofSeconds(20))
        .until(() -> server.readiness().check().activeRequests() == 0);
  }

  @Test
  void everyMethodIsCalledOrExcluded() {
    List<String> missing = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (char letter : Vocabulary.LETTERS.toCharArray()) {
      for (Method method : Vocabulary.methods(letter)) {
        String name = Vocabulary.name(letter, method);
        names.add(name);
        for (int i = 0; i < method.getParameterCount(); i++) {
          if (!Vocabulary.EXCLUDED.containsKey(name) && Vocabulary.values(method, i) == null) {
            missing.add(name + ", argument " + i);
          }
        }
      }
    }
    assertThat(missing).as("no value is known").isEmpty();
    assertThat(names).containsAll(Vocabulary.EXCLUDED.keySet());
    assertThat(RequestDispatcher.class.getDeclaredMethods())
        .as("the ops of the same name")
        .extracting(Method::getName)
        .containsExactlyInAnyOrder("include", "forward");
  }
}
