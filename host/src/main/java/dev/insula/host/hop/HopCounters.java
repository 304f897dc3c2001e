package dev.insula.host.hop;

import java.util.concurrent.atomic.LongAdder;

/** One hop's figures since it was made; may be read on any thread. */
public final class HopCounters {
  private final LongAdder requests = new LongAdder();
  private final LongAdder finished = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder requestBytes = new LongAdder();
  private final LongAdder answerBytes = new LongAdder();

  void began() {
    requests.increment();
  }

  void retried() {
    retries.increment();
  }

  void finished(HopReport report, boolean failed) {
    finished.increment();
    if (failed) {
      failures.increment();
    }
    if (report.requestBytes() > 0) {
      requestBytes.add(report.requestBytes());
    }
    answerBytes.add(report.answerBytes());
  }

  public long requests() {
    return requests.sum();
  }

  /** Requests that have come and are neither answered nor given up. */
  public long inFlight() {
    return requests.sum() - finished.sum();
  }

  public long failures() {
    return failures.sum();
  }

  public long retries() {
    return retries.sum();
  }

  /** Bytes of request bodies. */
  public long requestBytes() {
    return requestBytes.sum();
  }

  /** Bytes of answer bodies. */
  public long answerBytes() {
    return answerBytes.sum();
  }
}
