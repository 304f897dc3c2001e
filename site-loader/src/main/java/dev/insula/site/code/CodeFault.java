package dev.insula.site.code;

import java.io.Serial;

/**
 * What the manifest names in a site's code cannot be used. The message is a sentence without its
 * full stop. The cause is the site's own exception, if there is one; to be turned into text soon,
 * as it keeps the site's classes alive.
 */
public final class CodeFault extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  CodeFault(String message) {
    super(message);
  }

  CodeFault(String message, Throwable cause) {
    super(message, cause);
  }
}
