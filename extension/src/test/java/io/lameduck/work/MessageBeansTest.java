package io.lameduck.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which beans CDI takes an interceptor for; that servers call it is tested on real ones. */
@SuppressWarnings("unused") // The container looks at them.
class MessageBeansTest {

  static class Plain {
    public void onMessage() {}

    private void helper() {}

    static final void utility() {}
  }

  static class WithFinalMethod extends Plain {
    final void template() {}
  }

  static class Inheriting extends WithFinalMethod {}

  static final class Final extends Plain {}

  static class Hidden extends Plain {
    private Hidden() {}
  }

  @Test
  void aPlainBeanIsInterceptable() {
    assertThat(MessageBeans.isInterceptable(Plain.class)).isTrue();
  }

  @Test
  void whatCdiWouldRefuseIsNot() {
    assertThat(MessageBeans.isInterceptable(WithFinalMethod.class)).isFalse();
    assertThat(MessageBeans.isInterceptable(Inheriting.class)).isFalse();
    assertThat(MessageBeans.isInterceptable(Final.class)).isFalse();
    assertThat(MessageBeans.isInterceptable(Hidden.class)).isFalse();
  }
}
