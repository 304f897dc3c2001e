package dev.insula.host.hop;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.NoSuchFileException;

/** Tells what a failed connect means. */
final class ConnectFailure {
  private ConnectFailure() {}

  static HopFailure of(HopTarget target, IOException reason) {
    String text = target.site() + ": " + reason.getMessage();
    return switch (target.address()) {
      case HopAddress.UnixSocket _, HopAddress.SharedSocket _, HopAddress.LocalPort _ ->
          ofDaemon(text, reason);
      case HopAddress.Elsewhere _ ->
          reason instanceof SocketTimeoutException
              ? new HopFailure.TooSlow(text)
              : new HopFailure.Refused(text);
    };
  }

  private static HopFailure ofDaemon(String text, IOException reason) {
    return switch (reason) {
      case ConnectException refused -> new HopFailure.Unreachable(text);
      case NoSuchFileException missing -> new HopFailure.Unreachable(text);
      case SocketTimeoutException full -> new HopFailure.Saturated(text);
      case IOException other -> new HopFailure.Refused(text);
    };
  }
}
