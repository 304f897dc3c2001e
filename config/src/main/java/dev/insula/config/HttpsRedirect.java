package dev.insula.config;

/** What happens to clients that come without TLS. Prints as it is written. */
public sealed interface HttpsRedirect {
  /** They are answered. */
  record None() implements HttpsRedirect {
    @Override
    public String toString() {
      return "false";
    }
  }

  /** They are sent to the port where the host listens for HTTPS. */
  record ToListener() implements HttpsRedirect {
    @Override
    public String toString() {
      return "true";
    }
  }

  /**
   * They are sent to this port, where somebody else may pass it on.
   *
   * @param port 1 to 65535
   */
  record ToPort(int port) implements HttpsRedirect {
    public ToPort {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("The HTTPS port is " + port + "; ports are 1 to 65535.");
      }
    }

    @Override
    public String toString() {
      return Integer.toString(port);
    }
  }
}
