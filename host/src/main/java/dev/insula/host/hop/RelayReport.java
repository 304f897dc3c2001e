package dev.insula.host.hop;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures of one request. */
final class RelayReport implements HopReport {
  private final RequestId id;
  private @Nullable HopFailure failure;
  private int attempts;
  private int status;
  private long requestBytes;
  private long answerBytes;

  RelayReport(RequestId id) {
    this.id = id;
  }

  RequestId id() {
    return id;
  }

  /** Takes over what was tried before the request waited for its site; null if nothing was. */
  void attemptedBefore(@Nullable Integer times) {
    attempts = times == null ? 0 : times;
  }

  void attempted() {
    attempts++;
  }

  void status(int newStatus) {
    status = newStatus;
  }

  void read(int bytes) {
    requestBytes += bytes;
  }

  void sent(int bytes) {
    answerBytes += bytes;
  }

  void failure(@Nullable HopFailure why) {
    failure = why;
  }

  @Override
  public String requestId() {
    return id.text();
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public long answerBytes() {
    return answerBytes;
  }

  @Override
  public long requestBytes() {
    return requestBytes;
  }

  @Override
  public int attempts() {
    return attempts;
  }

  @Override
  public Optional<HopFailure> failure() {
    return Optional.ofNullable(failure);
  }
}
