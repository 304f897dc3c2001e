package dev.insula.host.supervise;

/** What can happen to a generation. */
public sealed interface Event {
  /** It is wanted. */
  record Start() implements Event {}

  /** Its application object is loaded and its endpoint answers. */
  record Ready() implements Event {}

  /** It could not start; the message is a sentence for the person who reads it. */
  record StartFailed(String message) implements Event {}

  /** Its process (or the site inside this JVM) is gone. */
  record Exited(int status) implements Event {}

  /** The last request in flight is answered. */
  record Drained() implements Event {}

  /** A timer that was armed has elapsed. */
  record Elapsed(Timer timer) implements Event {}

  /** It is not wanted any more. */
  record Stop() implements Event {}
}
