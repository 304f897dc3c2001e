package dev.insula.war;

import jakarta.servlet.ServletException;
import java.io.Serial;

/** Code that the manifest names and that is of no use; its message is a sentence that says why. */
final class UnusableCode extends ServletException {
  @Serial private static final long serialVersionUID = 1;

  UnusableCode(String message) {
    super(message);
  }

  UnusableCode(String message, Throwable cause) {
    super(message, cause);
  }
}
