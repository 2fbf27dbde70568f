package io.lameduck.tck.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.testng.annotations.Test;

/** What the comparison lets pass, and what not. */
public class ComparisonTest {

  private static final Map<String, String> BARE =
      Map.of("server", "Some 1.0", "A.one", "{passed=1}", "A.two", "{failed=1}");

  @Test
  public void shouldAcceptEqualResults() {
    assertThat(Comparison.wrong(BARE, BARE, Map.of())).isEmpty();
  }

  @Test
  public void shouldRefuseATestThatFailsWithTheJar() {
    Map<String, String> results =
        Map.of("server", "Some 1.0", "A.one", "{failed=1}", "A.two", "{failed=1}");
    assertThat(Comparison.wrong(BARE, results, Map.of()))
        .containsExactly("A.one: bare {passed=1}, with the jar {failed=1}");
    assertThat(Comparison.wrong(BARE, results, Map.of("A.one", "because"))).isEmpty();
  }

  @Test
  public void shouldRefuseATestThatDidNotRun() {
    Map<String, String> results = Map.of("server", "Some 1.0", "A.two", "{failed=1}");
    assertThat(Comparison.wrong(BARE, results, Map.of())).hasSize(1);
  }

  @Test
  public void shouldRefuseARecordOfAnotherServer() {
    Map<String, String> results =
        Map.of("server", "Some 1.1", "A.one", "{passed=1}", "A.two", "{failed=1}");
    assertThat(Comparison.wrong(BARE, results, Map.of())).hasSize(1);
  }

  @Test
  public void shouldRefuseAListedDifferenceThatIsNone() {
    assertThat(Comparison.wrong(BARE, BARE, Map.of("A.one", "because"))).hasSize(1);
  }
}
