package dev.insula.link;

import java.io.IOException;
import java.io.Serial;

/** The other end of a link does not keep to the protocol; the link cannot be used any more. */
public final class LinkException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final String reason;

  /** The reason is a clause, without a full stop. */
  public LinkException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
