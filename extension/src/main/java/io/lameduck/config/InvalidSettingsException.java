package io.lameduck.config;

import io.lameduck.log.Message;
import java.util.List;

/**
 * The configuration cannot work. The message names, for every problem, the key, its value, what is
 * wrong and what would be right.
 */
public final class InvalidSettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidSettingsException(List<String> problems) {
    super(Message.SETTINGS_REFUSED.format(String.join("; ", problems)));
  }
}
