package dev.insula.host.hop;

import java.io.Serial;

/** A request that must not be passed on; the gate before the hop should have refused it. */
final class BadRequestException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String reason;

  BadRequestException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
