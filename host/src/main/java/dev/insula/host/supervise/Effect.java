package dev.insula.host.supervise;

/** What a step of the table asks for; returned by it and performed by the {@link Generation}. */
public sealed interface Effect {
  /** Start the site's process, or the site inside this JVM. */
  record Launch() implements Effect {}

  /** Arm this timer, in place of the one that is armed. */
  record Arm(Timer timer) implements Effect {}

  /** No timer is needed any more. */
  record Disarm() implements Effect {}

  /** Let requests flow to the endpoint. */
  record Admit() implements Effect {}

  /** New requests wait in the site's bounded queue. */
  record Hold() implements Effect {}

  /** New requests are refused at once: waiting would not help. */
  record Refuse(String reason) implements Effect {}

  /** Tell when no request is in flight any more. */
  record AwaitDrain() implements Effect {}

  /** Ask it to end. */
  record Terminate() implements Effect {}

  /** End it without asking. */
  record Kill() implements Effect {}

  /** It is gone for good: its socket, folders and counters can go. */
  record Release() implements Effect {}
}
