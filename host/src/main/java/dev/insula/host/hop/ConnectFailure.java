package dev.insula.host.hop;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.NoSuchFileException;

/** Tells what a failed connect means. */
final class ConnectFailure {
  private ConnectFailure() {}

  static HopFailure of(String site, IOException reason) {
    String text = site + ": " + reason.getMessage();
    return switch (reason) {
      case ConnectException refused -> new HopFailure.Unreachable(text);
      case NoSuchFileException missing -> new HopFailure.Unreachable(text);
      case SocketTimeoutException full -> new HopFailure.Saturated(text);
      case IOException other -> new HopFailure.Refused(text);
    };
  }
}
