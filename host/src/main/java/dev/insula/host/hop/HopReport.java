package dev.insula.host.hop;

import java.util.Optional;

/** How a request went; valid during the call that gets it only. */
public interface HopReport {
  /** The id that the site got in {@code X-Request-Id}. */
  String requestId();

  /** The status that the client got; 0 when it got none. */
  int status();

  /** Bytes of the answer's body that were handed to the client. */
  long answerBytes();

  /** Bytes of the request's body that were read from the client. */
  long requestBytes();

  /** Connections that were tried: 1, or 2 after a retry, or 0. */
  int attempts();

  /** What went wrong, if something did; an answer that began may have been cut. */
  Optional<HopFailure> failure();
}
