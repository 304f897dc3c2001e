package dev.insula.host.supervise;

/** What became of an attempt to bring a generation up. */
public sealed interface Outcome {
  /** It answers requests. */
  record Ready(long generation) implements Outcome {}

  /** Nothing of it runs; its first request starts it. */
  record Asleep() implements Outcome {}

  /** It could not start; the message is a sentence without the site's name. */
  record Failed(String message) implements Outcome {}
}
