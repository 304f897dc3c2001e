package dev.insula.host.hop;

import java.io.IOException;
import java.io.Serial;

/** Bytes from the site that are no HTTP answer. */
final class BadAnswerException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final String reason;

  BadAnswerException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  /** A hostile site could make many of these; where they come from is told by the reason. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
