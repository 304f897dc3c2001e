package dev.insula.host.front;

import io.undertow.util.HeaderValues;
import org.jspecify.annotations.Nullable;

/** The content codings that a file's neighbours may have, the better one first. */
enum StaticCoding {
  BROTLI("br", ".br"),
  GZIP("gzip", ".gz");

  private static final int NOT_NAMED = -1;
  private static final int FULL = 1000;

  private final String token;
  private final String suffix;

  StaticCoding(String token, String suffix) {
    this.token = token;
    this.suffix = suffix;
  }

  String token() {
    return token;
  }

  String suffix() {
    return suffix;
  }

  /**
   * The variant that the client likes best (RFC 9110 section 12.5.3); of equals the compressed one.
   * Without the field, or if it accepts none, the file as it is.
   */
  static StaticVariant choose(StaticFile file, @Nullable HeaderValues accepted) {
    StaticVariant chosen = file.variants().getFirst();
    if (accepted == null || !file.varies()) {
      return chosen;
    }
    int any = quality(accepted, "*");
    int identity = quality(accepted, "identity");
    int best = identity != NOT_NAMED ? identity : any == 0 ? 0 : 1;
    boolean compressed = false;
    for (int n = 1; n < file.variants().size(); n++) {
      StaticVariant variant = file.variants().get(n);
      int named = quality(accepted, variant.coding());
      int liked = named != NOT_NAMED ? named : Math.max(any, 0);
      if (liked > best || (liked == best && liked > 0 && !compressed)) {
        best = liked;
        chosen = variant;
        compressed = true;
      }
    }
    return chosen;
  }

  /** Thousandths; -1 if the coding is not named. */
  private static int quality(HeaderValues accepted, String coding) {
    for (String value : accepted) {
      int at = 0;
      while (at < value.length()) {
        int comma = value.indexOf(',', at);
        int to = comma < 0 ? value.length() : comma;
        int found = quality(value, at, to, coding);
        if (found != NOT_NAMED) {
          return found;
        }
        at = to + 1;
      }
    }
    return NOT_NAMED;
  }

  private static int quality(String value, int from, int to, String coding) {
    int semicolon = value.indexOf(';', from, to);
    String named = value.substring(from, semicolon < 0 ? to : semicolon).strip();
    boolean same =
        named.equalsIgnoreCase(coding)
            || (coding.equals("gzip") && named.equalsIgnoreCase("x-gzip"));
    if (!same) {
      return NOT_NAMED;
    }
    return semicolon < 0 ? FULL : weight(value.substring(semicolon + 1, to).strip());
  }

  /** {@code q=0.5} as 500; what is no weight counts as 0 (RFC 9110 section 12.4.2). */
  private static int weight(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || !text.substring(0, equals).strip().equalsIgnoreCase("q")) {
      return 0;
    }
    String number = text.substring(equals + 1).strip();
    int thousandths = 0;
    int scale = FULL;
    for (int at = 0; at < number.length() && scale > 0; at++) {
      char c = number.charAt(at);
      if (at == 1) {
        if (c != '.') {
          return 0;
        }
        continue;
      }
      if (c < '0' || c > '9') {
        return 0;
      }
      thousandths += (c - '0') * scale;
      scale /= 10;
    }
    return Math.min(thousandths, FULL);
  }
}
